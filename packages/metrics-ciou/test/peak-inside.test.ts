import fc from "fast-check";
import { expect, test } from "vitest";
import { peakInside } from "../src/index.ts";
import { row } from "./row.ts";

test("one annotator's mark under the peak is enough", () => {
  expect(peakInside(row(-3, -1, -2), row(0, 0.25, 1))).toBe(true);
  expect(peakInside(row(-1, -3, -2), row(0, 0.25, 1))).toBe(false);
});

test("peaks that tie must all be inside", () => {
  expect(peakInside(row(1, 1, 0), row(1, 1, 0))).toBe(true);
  expect(peakInside(row(1, 0, 1), row(1, 1, 0))).toBe(false);
});

test("a constant map does not point, unless the whole picture is marked", () => {
  expect(peakInside(row(1, 1), row(1, 0))).toBe(false);
  expect(peakInside(row(1, 1), row(1, 1))).toBe(true);
});

test("nothing marked is never hit, and no increasing change of scale matters", () => {
  const pixels = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(pixels, (map) => {
      expect(peakInside(row(...map), row(0, 0, 0))).toBe(false);
      const inside = peakInside(row(...map), row(1, 1, 0));
      expect(peakInside(row(...map.map((x) => 3 * x - 7)), row(1, 1, 0))).toBe(inside);
    }),
  );
});
