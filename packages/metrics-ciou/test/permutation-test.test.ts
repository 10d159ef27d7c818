import { mulberry32 } from "@ssl/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { permutationTest } from "../src/index.ts";

test("p is the share of all exchanges of six pairs that move the mean as far", () => {
  // Four differences of one sign and two of 0: 2 of 16 exchanges are as far from 0.
  const ours = [0.7, 0.4, 0.9, 0.8, 0.6, 0.5];
  const theirs = [0.6, 0.4, 0.7, 0.7, 0.6, 0.3];
  const { difference, pValue, count } = permutationTest(ours, theirs, { seed: 1 });
  expect(difference).toBeCloseTo(0.1, 15);
  expect(Math.abs(pValue - 2 / 16)).toBeLessThan(0.015);
  expect(count).toBe(6);
});

test("p is that of all 2^n exchanges, and ties do not depend on rounding", () => {
  const next = mulberry32(2);
  for (let round = 0; round < 10; round++) {
    // Multiples of 0.1 that binary fractions do not hold: many ties, none of them exact.
    const tenths = Array.from({ length: 9 }, () => (next() % 9) - 3);
    const a = tenths.map((tenth) => 0.7 + 0.1 * tenth);
    const b = tenths.map(() => 0.7);
    const { pValue } = permutationTest(a, b, { seed: round, resamples: 20_000 });
    expect(Math.abs(pValue - exactPValue(tenths))).toBeLessThan(0.015);
  }
});

test("a seed keeps its meaning, and equal seeds give equal bytes", () => {
  const a = [0.3, 0.5, 0.9, 0.1, 0.6, 0.7];
  const b = [0.2, 0.7, 0.6, 0.2, 0.1, 0.5];
  const options = { seed: 7, resamples: 99 };
  expect(permutationTest(a, b, options)).toEqual(permutationTest(a, b, options));
  expect(permutationTest(a, b, options).pValue).toBe(0.34);
});

test("exchanging the sets changes the sign of the difference and nothing else", () => {
  const column = fc.array(fc.double({ min: 0, max: 1, noNaN: false }), {
    minLength: 40,
    maxLength: 40,
  });
  fc.assert(
    fc.property(column, column, fc.integer({ min: 0, max: 99 }), (a, b, seed) => {
      const forth = permutationTest(a, b, { seed, resamples: 50 });
      const back = permutationTest(b, a, { seed, resamples: 50 });
      expect({ ...back, difference: 0 - back.difference }).toEqual({
        ...forth,
        difference: 0 + forth.difference,
      });
    }),
    { numRuns: 50 },
  );
});

test("p is at least 1 / (1 + resamples), and 1 for equal sets", () => {
  const a = Array.from({ length: 50 }, (_, i) => i / 50);
  const better = a.map((value) => value + 0.2);
  expect(permutationTest(better, a, { seed: 1, resamples: 999 }).pValue).toBe(0.001);
  expect(permutationTest(a, a, { seed: 1, resamples: 999 })).toEqual({
    difference: 0,
    pValue: 1,
    count: 50,
    undefinedCount: 0,
  });
});

test("pairs with an undefined value are left out and counted", () => {
  const gap = Number.NaN;
  const full = permutationTest([0.5, 0.4, 0.9], [0.1, 0.2, 0.3], { seed: 1, resamples: 99 });
  const gaps = permutationTest([gap, 0.5, 0.4, 0.3, 0.9, gap], [0.7, 0.1, 0.2, gap, 0.3, gap], {
    seed: 1,
    resamples: 99,
  });
  expect(gaps).toEqual({ ...full, undefinedCount: 3 });
});

test("without a pair there is neither difference nor p", () => {
  expect(permutationTest([Number.NaN, 1], [1, Number.NaN], { seed: 1 })).toEqual({
    difference: Number.NaN,
    pValue: Number.NaN,
    count: 0,
    undefinedCount: 2,
  });
});

test("p is uniform where neither set is better", () => {
  const next = mulberry32(21);
  const runs = 400;
  const pValues = Array.from({ length: runs }, (_, seed) => {
    const a = Array.from({ length: 40 }, () => next() / 2 ** 32);
    const b = Array.from({ length: 40 }, () => next() / 2 ** 32);
    return permutationTest(a, b, { seed, resamples: 199 }).pValue;
  }).sort((a, b) => a - b);
  // Kolmogorov and Smirnov's distance; 1.36 / √400 would be rejected at 5 %.
  const distance = Math.max(...pValues.map((p, i) => Math.abs(p - (i + 0.5) / runs)));
  expect(distance).toBeLessThan(1.36 / Math.sqrt(runs));
});

const wrong: [string, () => unknown, Error][] = [
  [
    "what is no array",
    () => permutationTest(undefined as never, [1], { seed: 1 }),
    new TypeError("permutationTest: expected a to be an array of numbers, got undefined."),
  ],
  [
    "sets without samples",
    () => permutationTest([], [], { seed: 1 }),
    new RangeError("permutationTest: expected a to have at least one sample, got none."),
  ],
  [
    "sets of different lengths",
    () => permutationTest([1, 2], [1], { seed: 1 }),
    new RangeError(
      "permutationTest: expected b to have 2 samples as the first has, got 1. " +
        "Give each sample a value, NaN where it is undefined.",
    ),
  ],
  [
    "an infinite value",
    () => permutationTest([1], [Number.NEGATIVE_INFINITY], { seed: 1 }),
    new RangeError("permutationTest: expected b to be finite or NaN, got -Infinity at sample 0."),
  ],
  [
    "half a resample",
    () => permutationTest([1], [0], { seed: 1, resamples: 0.5 }),
    new RangeError("permutationTest: expected resamples to be an integer of at least 1, got 0.5."),
  ],
  [
    "a seed that is no integer",
    () => permutationTest([1], [0], { seed: 0.5 }),
    new RangeError("namedStream: expected seed to be an integer in 0 … 4294967295, got 0.5."),
  ],
];

test.each(wrong)("permutationTest refuses %s", (_, call, error) => {
  expect(call).toThrow(error);
});

function exactPValue(differences: readonly number[]): number {
  const observed = Math.abs(differences.reduce((sum, value) => sum + value, 0));
  const all = 2 ** differences.length;
  let atLeast = 0;
  for (let signs = 0; signs < all; signs++) {
    const sum = differences.reduce((s, value, i) => s + ((signs >> i) & 1 ? value : -value), 0);
    if (Math.abs(sum) >= observed) atLeast++;
  }
  return atLeast / all;
}
