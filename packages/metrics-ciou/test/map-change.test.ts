import fc from "fast-check";
import ndarray, { type NdArray } from "ndarray";
import { describe, expect, test } from "vitest";
import { mapChange } from "../src/index.ts";
import { row, rows } from "./row.ts";

const maps = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 12, maxLength: 12 });
const grid = (values: readonly number[]): NdArray<number[]> => ndarray([...values], [3, 4]);

describe("mapChange(map, other)", () => {
  test("is what one finds by hand", () => {
    const change = mapChange(rows([4, 2], [1, 1]), rows([1, 2], [1, 4]));
    // Deviations 2, 0, −1, −1 and −1, 0, −1, 2: products sum to −3, squares to 6 and 6.
    expect(change.oneMinusCorrelation).toBeCloseTo(1.5, 12);
    // Above the upper medians 2 and 2: the first pixel of one, the last of the other.
    expect(change.flipped).toBe(0.5);
    expect(change.peakMoved).toBeCloseTo(0.5, 12);
  });

  test("a peak that several pixels share lies between them", () => {
    expect(mapChange(row(1, 0, 1), row(0, 1, 0)).peakMoved).toBe(0);
    expect(mapChange(row(1, 1, 0), row(0, 0, 1)).peakMoved).toBeCloseTo(1.5 / Math.hypot(3, 1), 12);
  });

  test("no change is exactly none, whatever the values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }),
        (v) => {
          const none = { oneMinusCorrelation: 0, flipped: 0, peakMoved: 0 };
          expect(mapChange(row(...v), row(...v))).toEqual(none);
        },
      ),
    );
  });

  test("is the same both ways, within its ranges, and blind to scale and offset", () => {
    fc.assert(
      fc.property(maps, maps, (a, b) => {
        const change = mapChange(grid(a), grid(b));
        const back = mapChange(grid(b), grid(a));
        const scaled = mapChange(grid(a.map((x) => 3 * x - 7)), grid(b.map((x) => x / 2 + 1)));
        for (const name of ["oneMinusCorrelation", "flipped", "peakMoved"] as const) {
          expect(change[name]).toBeGreaterThanOrEqual(0);
          expect(change[name]).toBeLessThanOrEqual(name === "oneMinusCorrelation" ? 2 : 1);
          expect(back[name]).toBeCloseTo(change[name], 9);
          expect(scaled[name]).toBeCloseTo(change[name], 9);
        }
      }),
    );
  });

  test("a constant map has nothing in common with one that is not, and all with another constant", () => {
    expect(mapChange(row(1, 1, 1), row(0, 1, 2)).oneMinusCorrelation).toBe(1);
    expect(mapChange(row(1, 1, 1), row(2, 2, 2))).toEqual({
      oneMinusCorrelation: 0,
      flipped: 0,
      peakMoved: 0,
    });
  });

  test("a map turned over has changed as much as can be", () => {
    expect(mapChange(row(0, 1, 2, 3), row(3, 2, 1, 0)).oneMinusCorrelation).toBeCloseTo(2, 12);
  });

  test("refuses maps of two sizes", () => {
    expect(() => mapChange(rows([1, 2]), row(1, 2, 3))).toThrow(
      new RangeError(
        "mapChange: expected other of map's size [1, 2], got [1, 3]. Resize it with upsampleMap first.",
      ),
    );
    expect(() => mapChange(row(1, 2), row(1, Number.NaN))).toThrow(
      "mapChange: expected finite values in other, got NaN at [0, 1].",
    );
  });
});
