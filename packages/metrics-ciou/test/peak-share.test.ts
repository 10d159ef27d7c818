import fc from "fast-check";
import { expect, test } from "vitest";
import { peakShare } from "../src/index.ts";
import { row } from "./row.ts";

test("one annotator's mark under the peak is enough", () => {
  expect(peakShare(row(-3, -1, -2), row(0, 0.25, 1))).toBe(1);
  expect(peakShare(row(-1, -3, -2), row(0, 0.25, 1))).toBe(0);
});

test("peaks that tie count by their share inside", () => {
  expect(peakShare(row(1, 1, 0), row(1, 1, 0))).toBe(1);
  expect(peakShare(row(1, 0, 1), row(1, 1, 0))).toBe(0.5);
});

test("a constant map points as often as a blind guess", () => {
  expect(peakShare(row(1, 1, 1, 1), row(1, 0, 0, 0))).toBe(0.25);
  expect(peakShare(row(1, 1), row(1, 1))).toBe(1);
});

test("nothing marked is never hit, and no increasing change of scale matters", () => {
  const pixels = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(pixels, (map) => {
      expect(peakShare(row(...map), row(0, 0, 0))).toBe(0);
      const inside = peakShare(row(...map), row(1, 1, 0));
      expect(peakShare(row(...map.map((x) => 3 * x - 7)), row(1, 1, 0))).toBe(inside);
    }),
  );
});
