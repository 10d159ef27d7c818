import fc from "fast-check";
import ndarray from "ndarray";
import { expect, test } from "vitest";
import { auditMap } from "../src/index.ts";

const levels = (values: string): number[] => [...atob(values)].map((c) => c.charCodeAt(0));
const map = (shape: number[], ...values: number[]) => ndarray(Float32Array.from(values), shape);

test("a map that is small enough keeps its size, its values become 256 levels", () => {
  const { width, height, values } = auditMap(map([1, 3], -1, 0, 3), { side: 8 });
  expect([width, height, levels(values)]).toEqual([3, 1, [0, 64, 255]]);
});

test("a larger map is averaged, each axis by itself", () => {
  const { width, height, values } = auditMap(map([2, 4], 0, 2, 8, 8, 0, 2, 8, 8), { side: 2 });
  expect([width, height, levels(values)]).toEqual([2, 2, [0, 255, 0, 255]]);
  const uneven = auditMap(map([1, 3], 0, 6, 6), { side: 2 });
  expect(levels(uneven.values)).toEqual([0, 255]);
});

test("a constant map is all 0, and a view is read through its stride", () => {
  expect(levels(auditMap(map([1, 2], 4, 4), { side: 2 }).values)).toEqual([0, 0]);
  const turned = map([2, 1], 1, 2).transpose(1, 0);
  expect(levels(auditMap(turned, { side: 2 }).values)).toEqual([0, 255]);
  const described = { data: [9, 1, 9, 2], shape: [1, 2], stride: [4, 2], offset: 1 };
  expect(levels(auditMap(described, { side: 2 }).values)).toEqual([0, 255]);
});

test("a map's levels lie within one 510th of its range", () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true, min: -9, max: 9 }), { minLength: 2 }), (list) => {
      const [least, greatest] = [Math.min(...list), Math.max(...list)];
      fc.pre(greatest > least);
      const found = levels(auditMap(map([1, list.length], ...list), { side: list.length }).values);
      found.forEach((level, i) => {
        const share = (Math.fround(list[i]!) - least) / (greatest - least);
        expect(Math.abs(level / 255 - share)).toBeLessThanOrEqual(1 / 510 + 1e-6);
      });
    }),
  );
});

test("auditMap refuses other shapes, values that are not finite, and sides below 1", () => {
  expect(() => auditMap(map([2], 0, 1), { side: 2 })).toThrow(
    "auditMap: expected a map of shape [height, width], got [2].",
  );
  expect(() => auditMap(map([1, 2], 0, Number.NaN), { side: 2 })).toThrow(
    "auditMap: expected finite values, got others. Score the map to find which.",
  );
  expect(() => auditMap(map([1, 2], 0, 1), { side: 0.5 })).toThrow(
    "auditMap: expected a whole side of at least 1, got 0.5.",
  );
});
