import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { disjointPairs, type HeardPicture } from "../src/index.ts";

const heard = (...labels: readonly string[]): HeardPicture[] =>
  labels.map((label, i) => ({
    id: `sample-${i}`,
    group: `sample-${i}`,
    sounding: label === "" ? [] : [label],
  }));
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const labels = fc.array(fc.constantFrom("dog", "cat", "violin"), { minLength: 0, maxLength: 30 });

describe("disjointPairs(samples, { seed })", () => {
  test("every picture stands in one pair, beside another label, heard once with each sound", () => {
    fc.assert(
      fc.property(labels, seeds, (names, seed) => {
        const pairs = disjointPairs(heard(...names), { seed });
        const used: number[] = [];
        for (let i = 0; i < pairs.length; i += 2) {
          const { left, right } = pairs[i]!;
          expect(pairs[i]).toEqual({ left, right, sounding: "left" });
          expect(pairs[i + 1]).toEqual({ left, right, sounding: "right" });
          expect(names[left]).not.toBe(names[right]);
          used.push(left, right);
        }
        expect(new Set(used).size).toBe(used.length);
      }),
    );
  });

  test("leaves as few pictures alone as the commonest label allows", () => {
    fc.assert(
      fc.property(labels, seeds, (names, seed) => {
        const most = Math.max(
          0,
          ...["dog", "cat", "violin"].map((name) => names.filter((one) => one === name).length),
        );
        const possible = Math.min(Math.floor(names.length / 2), names.length - most);
        expect(disjointPairs(heard(...names), { seed }).length).toBe(2 * possible);
      }),
    );
  });

  test("pairs pictures of which nobody said what sounds, each with any other", () => {
    expect(disjointPairs(heard("", "", "", "", ""), { seed: 1 }).length).toBe(4);
  });

  test("takes one sample of a group, and never two of one", () => {
    const samples = heard("dog", "cat", "dog", "cat").map((sample, i) => ({
      ...sample,
      group: i < 2 ? "park" : "yard",
    }));
    const pairs = disjointPairs(samples, { seed: 3 });
    for (const { left, right } of pairs) expect(left < 2).not.toBe(right < 2);
    expect(pairs.length).toBeLessThanOrEqual(2);
  });

  test("keeps a picture away from one that shows what sounds in it, also if that is silent", () => {
    const [dog, cat] = heard("dog", "cat") as [HeardPicture, HeardPicture];
    expect(disjointPairs([dog, { ...cat, silent: ["cow"] }], { seed: 1 }).length).toBe(2);
    expect(disjointPairs([dog, { ...cat, silent: ["dog"] }], { seed: 1 })).toEqual([]);
    expect(disjointPairs([{ ...dog, silent: ["cat"] }, cat], { seed: 1 })).toEqual([]);
  });

  test("equal seeds give equal pairs, other seeds others, and either side comes as often", () => {
    const samples = heard(...Array.from({ length: 400 }, (_, i) => `label ${i % 40}`));
    const pairs = disjointPairs(samples, { seed: 7 });
    expect(disjointPairs(samples, { seed: 7 })).toEqual(pairs);
    expect(disjointPairs(samples, { seed: 8 })).not.toEqual(pairs);
    const smallerLeft = pairs.filter(({ left, right }) => left < right).length / 2;
    expect(Math.abs(smallerLeft - 100)).toBeLessThan(40);
  });

  test("refuses an id that comes twice, and a seed that is none", () => {
    const [dog] = heard("dog") as [HeardPicture];
    expect(() => disjointPairs([dog, dog], { seed: 1 })).toThrow(
      new RangeError('disjointPairs: expected every id once, got "sample-0" twice.'),
    );
    expect(() => disjointPairs([dog], { seed: -1 })).toThrow(
      "namedStream: expected seed to be an integer in 0 … 4294967295, got -1.",
    );
  });
});
