import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Half, sideByMass, sideByPeak } from "../src/index.ts";
import { row, rows } from "./row.ts";

const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), {
  minLength: 2,
  maxLength: 9,
});
const measures = { sideByMass, sideByPeak };

test("sideByMass finds the half with more of the map, however high the other one's peak", () => {
  const map = rows([1, 1, 0, 3], [1, 1, 0, 0.5]);
  expect(sideByMass(map, "left")).toBe(1);
  expect(sideByMass(map, "right")).toBe(0);
  expect(sideByPeak(map, "left")).toBe(0);
  expect(sideByPeak(map, "right")).toBe(1);
});

test("the middle column of an odd width belongs to neither side, its peak half to each", () => {
  expect(sideByMass(row(1, 9, 2), "right")).toBe(1);
  expect(sideByPeak(row(1, 9, 2), "right")).toBe(0.5);
});

test("peaks that tie count by their share", () => {
  expect(sideByPeak(row(2, 2, 0, 2), "left")).toBeCloseTo(2 / 3, 12);
  expect(sideByPeak(row(1, 1), "left")).toBe(0.5);
});

test("a symmetric map ties exactly, also where sums would round", () => {
  fc.assert(
    fc.property(values, (half) => {
      const map = row(...half, ...[...half].reverse());
      for (const side of ["left", "right"] as const) {
        expect(sideByMass(map, side)).toBe(0.5);
        expect(sideByPeak(map, side)).toBeCloseTo(0.5, 12);
      }
    }),
  );
});

describe.each(["sideByMass", "sideByPeak"] as const)("%s(map, side)", (name) => {
  const measure = measures[name];

  test("of one map for both sounds of a pair is right as often as wrong: chance is ½", () => {
    fc.assert(
      fc.property(values, (map) => {
        const both = measure(row(...map), "left") + measure(row(...map), "right");
        expect(both).toBeCloseTo(1, 12);
      }),
    );
  });

  test("turns with the map, and no scale or offset matters", () => {
    const integers = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(integers, (map) => {
        const left = measure(row(...map), "left");
        expect(measure(row(...[...map].reverse()), "right")).toBeCloseTo(left, 12);
        expect(measure(row(...map.map((x) => 4 * x + 8)), "left")).toBe(left);
      }),
    );
  });

  test("refuses a map without sides, and a side that is none", () => {
    expect(() => measure(row(1), "left")).toThrow(
      new RangeError(`${name}: expected a map of at least two columns, got one. It has no sides.`),
    );
    expect(() => measure(row(1, 2), "up" as Half)).toThrow(
      new RangeError(`${name}: expected side to be "left" or "right", got "up".`),
    );
    expect(() => measure(row(1, Number.NaN), "left")).toThrow(
      `${name}: expected finite values in map, got NaN at [0, 1].`,
    );
  });
});
