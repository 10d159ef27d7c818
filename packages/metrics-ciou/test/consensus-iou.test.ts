import fc from "fast-check";
import { expect, test } from "vitest";
import { consensusIou, consensusIouCurve, consensusMap } from "../src/index.ts";
import { row } from "./row.ts";

const bits = fc.array(fc.constantFrom(0, 1), { minLength: 3, maxLength: 3 });
const agreements = fc.array(fc.constantFrom(0, 0.25, 0.5, 1), { minLength: 3, maxLength: 3 });

test("half-agreed pixels count half, in the hit and in the union", () => {
  expect(consensusIou(row(1, 1, 0), row(1, 0.5, 0.5), 0.5)).toBe(1.5 / 2);
});

test("a perfect prediction has 1, an empty one 0, nothing on nothing NaN", () => {
  expect(consensusIou(row(1, 1, 0), row(1, 0.5, 0), 0.5)).toBe(1);
  expect(consensusIou(row(0, 0, 0), row(1, 0.5, 0), 0.5)).toBe(0);
  expect(consensusIou(row(0, 0, 0), row(0, 0, 0), 0.5)).toBeNaN();
});

test("lighting a pixel nobody marked never raises the score, a marked one never lowers it", () => {
  fc.assert(
    fc.property(bits, agreements, (p, g) => {
      const at = (last: number, agreement: number): number =>
        consensusIou(row(...p, last), row(...g, agreement), 0.5);
      const unlit = at(0, 0);
      expect(Number.isNaN(unlit) || at(1, 0) <= unlit).toBe(true);
      expect(at(1, 1)).toBeGreaterThanOrEqual(at(0, 1));
    }),
  );
});

test("the score lies in 0…1 and moves with no permutation of the pixels", () => {
  fc.assert(
    fc.property(bits, agreements, (p, g) => {
      const iou = consensusIou(row(...p), row(...g), 0.5);
      if (!Number.isNaN(iou)) expect(iou).toSatisfy((x: number) => x >= 0 && x <= 1);
      const turned = consensusIou(row(...p.toReversed()), row(...g.toReversed()), 0.5);
      expect(turned).toBe(iou);
    }),
  );
});

test("the curve is the score at each threshold", () => {
  const map = row(0.9, 0.2, 0.8, 0);
  const truth = row(1, 0.5, 0, 0);
  const levels = [-1, 0, 0.5, 0.85, 2];
  expect([...consensusIouCurve(map, truth, levels)]).toEqual(
    levels.map((level) => consensusIou(map, truth, level)),
  );
});

test("stride and offset are honoured", () => {
  const truth = consensusMap([[{ left: 0, top: 0, right: 1, bottom: 2 }]], { height: 2, width: 3 });
  const map = truth.transpose(1, 0).step(-1, 1); // rows are the columns, last first
  const flat = { data: truth.data, shape: [3, 2], stride: [-1, 3], offset: 2 };
  const turned = { data: [0, 0, 0, 0, 1, 1], shape: [3, 2], stride: [2, 1], offset: 0 };
  expect(consensusIou(map, turned, 0.5)).toBe(1);
  expect(consensusIou(flat, turned, 0.5)).toBe(1);
});

test("a threshold that is not finite is refused", () => {
  expect(() => consensusIou(row(1), row(1), Number.NaN)).toThrow(
    new RangeError("consensusIou: expected a finite threshold, got NaN."),
  );
  expect(() => consensusIouCurve(row(1), row(1), [0, Infinity])).toThrow(
    new RangeError("consensusIouCurve: expected a finite threshold, got Infinity."),
  );
});
