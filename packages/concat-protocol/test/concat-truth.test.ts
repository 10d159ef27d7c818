import fc from "fast-check";
import ndarray, { type NdArray } from "ndarray";
import { expect, test } from "vitest";
import { concatTruth, type Side } from "../src/index.ts";

const row = (...values: number[]): NdArray<number[]> => ndarray(values, [1, values.length]);
const quarters = fc.array(
  fc.integer({ min: 0, max: 4 }).map((n) => n / 4),
  { minLength: 1, maxLength: 9 },
);
const sides = fc.constantFrom<Side>("left", "right");

test("a half-covered pixel has half its value", () => {
  expect([...concatTruth(row(1, 1, 1, 0), "left").data]).toEqual([1, 0.5, 0, 0]);
  expect([...concatTruth(row(1, 1, 1, 0), "right").data]).toEqual([0, 0, 1, 0.5]);
});

test("exactly half of the sum is kept, all of it on the sounding side", () => {
  fc.assert(
    fc.property(quarters, sides, (truth, side) => {
      const made = [...concatTruth(row(...truth), side).data];
      const half = truth.reduce((sum, value) => sum + value, 0) / 2;
      expect(made.reduce((sum, value) => sum + value, 0)).toBe(half);
      const silent = side === "left" ? made.slice(Math.ceil(made.length / 2)) : made;
      const count = side === "left" ? silent.length : Math.floor(made.length / 2);
      expect(silent.slice(0, count).every((value) => value === 0)).toBe(true);
    }),
  );
});

test("the two sides mirror each other", () => {
  fc.assert(
    fc.property(quarters, (truth) => {
      const left = concatTruth(row(...truth), "left").data;
      const right = concatTruth(row(...truth.toReversed()), "right").data;
      expect([...right].reverse()).toEqual([...left]);
    }),
  );
});

test("a side, a shape or a value that cannot be is refused", () => {
  expect(() => concatTruth(row(1), "both" as Side)).toThrow(
    new RangeError('concatTruth: expected side to be "left" or "right", got "both".'),
  );
  expect(() => concatTruth(ndarray([1, 1, 1], [1, 1, 3]), "left")).toThrow(
    new RangeError(
      "concatTruth: expected truth of shape [height, width], height and width at least 1, " +
        "got [1, 1, 3]. Pass one sample at a time.",
    ),
  );
  expect(() => concatTruth(row(0, 3), "left")).toThrow(
    new RangeError(
      "concatTruth: expected values of truth in 0…1, got 3 at [0, 1]. " +
        "Pass the share of annotators who marked each pixel.",
    ),
  );
  expect(() => concatTruth(ndarray([1], [1, 2]), "left")).toThrow(
    "concatTruth: expected finite values in truth, got undefined at [0, 1].",
  );
});
