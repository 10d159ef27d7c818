import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { type Annotation, type BoxAnnotation, consensusMap, truthMap } from "../src/index.ts";
import { annotationOf, published } from "./published-vectors.ts";
import { rows } from "./row.ts";

const square = (side: number): { height: number; width: number } => ({ height: side, width: side });
const box = (left: number, top: number, right: number, bottom: number) => ({
  left,
  top,
  right,
  bottom,
});
const sizeOf = (height: number, width: number) => ({ height, width });

describe.each(published.cases)("$id", (sample) => {
  test("has the published evaluators' truth", () => {
    const { gt_peer_224, gt_paper_224, gt_paper_256 } = sample;
    const peer = truthMap(annotationOf(sample), { truth: "boxes", size: square(224) }).data;
    const total = peer.reduce((sum, value) => sum + value, 0);
    const count = (wanted: number): number => peer.filter((value) => value === wanted).length;
    expect({ sum: total, zero: count(0), half: count(0.5), one: count(1) }).toEqual(gt_peer_224);
    for (const [side, expected] of [
      [224, gt_paper_224],
      [256, gt_paper_256],
    ] as const) {
      if (!expected) continue;
      const { data } = truthMap(annotationOf(sample), { truth: "annotators", size: square(side) });
      const sum = data.reduce((running, value) => running + value, 0);
      expect(Math.abs(sum - expected.sum)).toBeLessThan(0.01);
      expect(data.filter((value) => value === 0).length).toBe(expected.zero);
    }
  });
});

const edge = fc.integer({ min: -2, max: 10 });
const boxes = fc.tuple(edge, edge, edge, edge).map((edges) => box(...edges));
const annotations = fc.record({
  annotators: fc.array(fc.array(boxes, { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
  frame: fc.constant(sizeOf(7, 8)),
  consensus: fc.constantFrom(1, 2, 3),
});

/** Pixel by pixel, as NumPy's slices would. */
function slowTruth(
  { annotators, frame, consensus }: BoxAnnotation,
  truth: string,
  { height, width }: { height: number; width: number },
): number[] {
  const cut = (value: number, from: number, to: number): number =>
    Math.trunc((to * Math.min(Math.max(value, 0), from)) / from);
  return Array.from({ length: height * width }, (_, i) => {
    const [y, x] = [Math.floor(i / width), i % width];
    const counts = annotators.map(
      (own) =>
        own.filter(
          ({ left, top, right, bottom }) =>
            x >= cut(left, frame.width, width) &&
            x < cut(right, frame.width, width) &&
            y >= cut(top, frame.height, height) &&
            y < cut(bottom, frame.height, height),
        ).length,
    );
    const all = counts.reduce((sum, count) => sum + count, 0);
    if (truth === "union") return Math.min(all, 1);
    if (truth === "boxes") return Math.fround(Math.min(all / consensus, 1));
    return Math.fround(counts.filter((count) => count > 0).length / annotators.length);
  });
}

test("every rule is what painting the boxes one by one gives", () => {
  fc.assert(
    fc.property(
      annotations,
      fc.constantFrom("annotators", "boxes", "union"),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      (annotation, truth, height, width) => {
        const size = { height, width };
        expect([...truthMap(annotation, { truth, size }).data]).toEqual(
          slowTruth(annotation, truth, size),
        );
      },
    ),
  );
});

test("two boxes of one annotator are consensus by the peers' rule, and one vote by the paper's", () => {
  const annotation: Annotation = {
    annotators: [[box(0, 0, 2, 1), box(1, 0, 3, 1)], []],
    frame: sizeOf(1, 4),
    consensus: 2,
  };
  const size = sizeOf(1, 4);
  expect([...truthMap(annotation, { truth: "boxes", size }).data]).toEqual([0.5, 1, 0.5, 0]);
  expect([...truthMap(annotation, { truth: "annotators", size }).data]).toEqual([0.5, 0.5, 0.5, 0]);
  expect([...truthMap(annotation, { truth: "union", size }).data]).toEqual([1, 1, 1, 0]);
});

test("whole boxes on their own frame are what consensusMap makes of them", () => {
  const annotators = [[box(0, 0, 2, 1)], [box(1, 0, 3, 2)], []];
  const size = sizeOf(2, 4);
  const annotation = { annotators, frame: size, consensus: 2 };
  expect(truthMap(annotation, { truth: "annotators", size }).data).toEqual(
    consensusMap(annotators, size).data,
  );
});

test("a box on fractions is cut to whole pixels, also where it is clipped", () => {
  const annotators = [[box(-0.5, 0, 0.74, 2)]];
  const annotation = { annotators, frame: square(1), consensus: 1 };
  const { data } = truthMap(annotation, { truth: "boxes", size: sizeOf(1, 4) });
  expect([...data]).toEqual([1, 1, 0, 0]);
});

test("a box that reaches to infinity is clipped like any other", () => {
  const annotators = [[box(-Infinity, -Infinity, Infinity, Infinity)]];
  const annotation = { annotators, frame: square(1), consensus: 1 };
  expect([...truthMap(annotation, { truth: "boxes", size: sizeOf(1, 2) }).data]).toEqual([1, 1]);
});

test("a mask is read at the nearest pixel and is 0 or 1 by every rule", () => {
  const mask = rows([0.2, 0, 0], [0, 0, 7]);
  for (const truth of ["annotators", "boxes", "union"] as const) {
    expect([...truthMap({ mask }, { truth, size: sizeOf(4, 6) }).data]).toEqual(
      [
        [1, 1, 0, 0, 0, 0],
        [1, 1, 0, 0, 0, 0],
        [0, 0, 0, 0, 1, 1],
        [0, 0, 0, 0, 1, 1],
      ].flat(),
    );
    expect([...truthMap({ mask }, { truth, size: sizeOf(1, 1) }).data]).toEqual([0]);
  }
});

test("a mask of its own size stays as it is", () => {
  const pixels = fc.array(fc.constantFrom(0, 1), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(pixels, (data) => {
      const mask = ndarray(data, [3, 4]);
      const { data: truth } = truthMap({ mask }, { truth: "boxes", size: sizeOf(3, 4) });
      expect([...truth]).toEqual(data);
    }),
  );
});

test("what cannot be a truth is refused", () => {
  const rule = { truth: "boxes", size: square(4) } as const;
  const annotation = { annotators: [[box(0, 0, 1, 1)]], frame: square(4), consensus: 1 };
  expect(() => truthMap({ ...annotation, annotators: [] }, rule)).toThrow(
    new RangeError(
      "truthMap: expected at least one annotator, got none. " +
        "An annotator who marked nothing is an empty list of boxes.",
    ),
  );
  expect(() => truthMap({ ...annotation, frame: sizeOf(0, 4) }, rule)).toThrow(
    new RangeError(
      "truthMap: expected a frame of positive height and width, got 0 × 4. " +
        "Boxes in fractions have the frame 1 × 1.",
    ),
  );
  expect(() => truthMap({ ...annotation, consensus: 0 }, rule)).toThrow(
    new RangeError("truthMap: expected consensus of at least 1, got 0."),
  );
  const broken = { ...annotation, annotators: [[], [box(0, Number.NaN, 1, 1)]] };
  expect(() => truthMap(broken, rule)).toThrow(
    new RangeError(
      "truthMap: expected numbers as edges of box 0 of annotator 1, " +
        "got left 0, top NaN, right 1, bottom 1.",
    ),
  );
  expect(() => truthMap({ mask: rows([Number.NaN]) }, rule)).toThrow(
    "truthMap: expected finite values in mask, got NaN at [0, 0].",
  );
  expect(() => truthMap(annotation, { ...rule, size: sizeOf(0, 4) })).toThrow(
    new RangeError("truthMap: expected height and width to be integers of at least 1, got 0 × 4."),
  );
  expect(() => truthMap(annotation, { ...rule, truth: "box" as "boxes" })).toThrow(
    new RangeError(
      'truthMap: expected truth to be one of "annotators", "boxes", "union", got "box".',
    ),
  );
});
