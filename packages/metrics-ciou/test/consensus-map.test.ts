import fc from "fast-check";
import { expect, test } from "vitest";
import { type Box, consensusMap } from "../src/index.ts";

const size = { height: 3, width: 4 };
const box = (left: number, top: number, right: number, bottom: number): Box => ({
  left,
  top,
  right,
  bottom,
});

const boxes = fc
  .tuple(fc.nat(3), fc.nat(2), fc.nat(3), fc.nat(2))
  .map(([x, y, w, h]) => box(x, y, Math.min(4, x + w + 1), Math.min(3, y + h + 1)));
const annotators = fc.array(fc.array(boxes, { maxLength: 3 }), { minLength: 1, maxLength: 4 });

test("a pixel belongs to a box with fractional edges if its centre does", () => {
  const line = { height: 1, width: 4 };
  expect([...consensusMap([[box(0, 0, 1.4, 1)]], line).data]).toEqual([1, 0, 0, 0]);
  expect([...consensusMap([[box(0, 0, 1.6, 1)]], line).data]).toEqual([1, 1, 0, 0]);
  expect([...consensusMap([[box(0.4, 0, 3, 1)]], line).data]).toEqual([1, 1, 1, 0]);
  expect([...consensusMap([[box(0.6, 0, 3, 1)]], line).data]).toEqual([0, 1, 1, 0]);
});

test("the centre on a left edge is inside, on a right edge outside, so neighbours tile", () => {
  const line = { height: 1, width: 3 };
  expect([...consensusMap([[box(0, 0, 1.5, 1)]], line).data]).toEqual([1, 0, 0]);
  expect([...consensusMap([[box(1.5, 0, 3, 1)]], line).data]).toEqual([0, 1, 1]);
});

test("a box thinner than a pixel that holds no centre marks nothing", () => {
  expect([...consensusMap([[box(1.6, 0, 2.4, 1)]], { height: 1, width: 4 }).data]).toEqual([
    0, 0, 0, 0,
  ]);
});

test("the order of annotators and of their boxes makes no difference", () => {
  fc.assert(
    fc.property(annotators, (all) => {
      const reversed = all.map((own) => own.toReversed()).toReversed();
      expect(consensusMap(reversed, size).data).toEqual(consensusMap(all, size).data);
    }),
  );
});

test("every value is a share of the annotators, and an idle annotator dilutes all alike", () => {
  fc.assert(
    fc.property(annotators, (all) => {
      const { data } = consensusMap(all, size);
      const diluted = consensusMap([...all, []], size).data;
      data.forEach((value, i) => {
        const votes = Math.round(value * all.length);
        expect(value).toBe(Math.fround(votes / all.length));
        expect(diluted[i]).toBe(Math.fround(votes / (all.length + 1)));
      });
    }),
  );
});

test("a box that is inside out, outside or NaN is named with its values and the cure", () => {
  const cure = "Scale boxes to the map, clip them to it and drop empty ones first.";
  const limits = "0 ≤ left < right ≤ 4 and 0 ≤ top < bottom ≤ 3";
  for (const [bad, values] of [
    [box(2, 0, 1, 1), "left 2, top 0, right 1, bottom 1"],
    [box(2, 1, 2, 2), "left 2, top 1, right 2, bottom 2"],
    [box(-1, 0, 1, 1), "left -1, top 0, right 1, bottom 1"],
    [box(0, 0, 5, 1), "left 0, top 0, right 5, bottom 1"],
    [box(0, 2, 1, 3.5), "left 0, top 2, right 1, bottom 3.5"],
    [box(0, Number.NaN, 1, 1), "left 0, top NaN, right 1, bottom 1"],
  ] as const) {
    expect(() => consensusMap([[], [box(0, 0, 1, 1), bad]], size)).toThrow(
      new RangeError(
        `consensusMap: expected box 1 of annotator 1 to satisfy ${limits}, got ${values}. ${cure}`,
      ),
    );
  }
});

test("no annotators and no size are refused", () => {
  expect(() => consensusMap([], size)).toThrow(
    new RangeError(
      "consensusMap: expected at least one annotator, got none. " +
        "An annotator who marked nothing is an empty list of boxes.",
    ),
  );
  expect(() => consensusMap([[]], { height: 0, width: 4.5 })).toThrow(
    new RangeError(
      "consensusMap: expected height and width to be integers of at least 1, got 0 × 4.5.",
    ),
  );
});
