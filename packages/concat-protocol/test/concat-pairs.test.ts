import fc from "fast-check";
import { expect, test } from "vitest";
import { type ConcatPair, type ConcatPairsOptions, concatPairs } from "../src/index.ts";

const labelled = (...labels: string[]): { label: string }[] => labels.map((label) => ({ label }));
const sets = fc
  .array(fc.constantFrom("dog", "cat", "violin", "car"), { minLength: 2, maxLength: 12 })
  .filter((labels) => new Set(labels).size > 1);
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const halves = fc.integer({ min: 1, max: 40 });
const picturesOf = ({ left, right }: ConcatPair): string =>
  left < right ? `${left}+${right}` : `${right}+${left}`;
const allowedPairs = (labels: readonly string[]): number =>
  labels.reduce(
    (total, label, i) => total + labels.slice(i + 1).filter((other) => other !== label).length,
    0,
  );

test("every pair of pictures is heard once with each sound, left first", () => {
  fc.assert(
    fc.property(sets, seeds, halves, (labels, seed, half) => {
      const pairs = concatPairs(labelled(...labels), { count: 2 * half, seed });
      expect(pairs.length).toBe(2 * half);
      for (let i = 0; i < pairs.length; i += 2) {
        const { left, right } = pairs[i]!;
        expect(pairs[i]).toEqual({ left, right, sounding: "left" });
        expect(pairs[i + 1]).toEqual({ left, right, sounding: "right" });
      }
    }),
  );
});

test("no two samples of one label stand side by side", () => {
  fc.assert(
    fc.property(sets, seeds, halves, (labels, seed, half) => {
      for (const { left, right } of concatPairs(labelled(...labels), { count: 2 * half, seed })) {
        expect(labels[left]).not.toBe(labels[right]);
      }
    }),
  );
});

test("no pair comes twice before each has come once", () => {
  fc.assert(
    fc.property(sets, seeds, fc.integer({ min: 1, max: 3 }), (labels, seed, rounds) => {
      const total = allowedPairs(labels);
      const pairs = concatPairs(labelled(...labels), { count: 2 * total * rounds, seed });
      for (let round = 0; round < rounds; round++) {
        const seen = pairs.slice(2 * total * round, 2 * total * (round + 1)).map(picturesOf);
        expect(new Set(seen).size).toBe(total);
      }
    }),
  );
});

test("equal seeds give equal pairs, other seeds others, and a longer set begins with a shorter", () => {
  const samples = labelled(...Array.from({ length: 250 }, (_, i) => `label ${i % 50}`));
  const thousand = concatPairs(samples, { count: 1000, seed: 7 });
  expect(concatPairs(samples, { count: 1000, seed: 7 })).toEqual(thousand);
  expect(concatPairs(samples, { count: 1000, seed: 8 })).not.toEqual(thousand);
  expect(concatPairs(samples, { count: 100, seed: 7 })).toEqual(thousand.slice(0, 100));
  expect(new Set(thousand.map(picturesOf)).size).toBe(500);
});

test("every allowed pair is as likely as every other, in both orders", () => {
  const samples = labelled("dog", "dog", "dog", "cat", "violin"); // 3 + 3 + 1 pairs
  const counts = new Map<string, number>();
  const runs = 2800;
  for (let seed = 0; seed < runs; seed++) {
    const { left, right } = concatPairs(samples, { count: 2, seed })[0]!;
    counts.set(`${left},${right}`, (counts.get(`${left},${right}`) ?? 0) + 1);
  }
  expect(counts.size).toBe(14);
  for (const count of counts.values()) {
    expect(Math.abs(count - runs / 14)).toBeLessThan(5 * Math.sqrt(runs / 14));
  }
});

test("equal labels stand side by side if allowed", () => {
  const samples = labelled("dog", "dog", "dog");
  const pairs = concatPairs(samples, { count: 6, seed: 3, sameLabel: "allow" });
  expect(new Set(pairs.map(picturesOf))).toEqual(new Set(["0+1", "0+2", "1+2"]));
});

test("a large set of few pairs is drawn without search", () => {
  const samples = labelled("dog", ...Array.from({ length: 4999 }, () => "cat"));
  const pairs = concatPairs(samples, { count: 9998, seed: 1 });
  expect(new Set(pairs.map(picturesOf)).size).toBe(4999);
});

test("an odd, negative or fractional count is refused with the reason", () => {
  for (const count of [0, 7, -2, 2.5, Number.NaN]) {
    expect(() => concatPairs(labelled("dog", "cat"), { count, seed: 1 })).toThrow(
      new RangeError(
        `concatPairs: expected count to be an even number of at least 2, got ${count}. ` +
          "Every pair of pictures gives two samples, one for each sound.",
      ),
    );
  }
});

test("too few samples or labels are refused with the cure", () => {
  expect(() => concatPairs(labelled("dog"), { count: 2, seed: 1 })).toThrow(
    new RangeError(
      "concatPairs: expected at least two samples, got 1. A picture needs another to stand beside.",
    ),
  );
  expect(() => concatPairs(labelled("dog", "dog"), { count: 2, seed: 1 })).toThrow(
    new RangeError(
      'concatPairs: expected samples of at least two labels, got only "dog". ' +
        'Add samples of another label or set sameLabel to "allow".',
    ),
  );
});

test("an unknown rule for labels and a bad seed are refused", () => {
  const options = { count: 2, seed: 1, sameLabel: "maybe" } as unknown as ConcatPairsOptions;
  expect(() => concatPairs(labelled("dog", "cat"), options)).toThrow(
    new RangeError('concatPairs: expected sameLabel to be "refuse" or "allow", got "maybe".'),
  );
  expect(() => concatPairs(labelled("dog", "cat"), { count: 2, seed: -1 })).toThrow(
    "expected seed to be an integer in 0 … 4294967295, got -1.",
  );
});
