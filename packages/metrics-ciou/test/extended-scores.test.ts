import { expectClose } from "@ssl/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ExtendedSample, type ExtendedScores, extendedScores } from "../src/index.ts";
import { casesOf, published } from "./published-beyond.ts";

const sample = (ciou: number, confidence: number, truthArea = 30_000): ExtendedSample => ({
  hasTruth: true,
  ciou,
  confidence,
  truthArea,
});
const silent = (confidence: number): ExtendedSample => ({
  hasTruth: false,
  ciou: Number.NaN,
  confidence,
  truthArea: 0,
});

/** The scores by SLAVC's names, such as "maxF1-visible@75". */
function named({ at50, at75 }: ExtendedScores): Map<string, number | Float64Array> {
  const numbers = new Map<string, number | Float64Array>();
  for (const [bar, bins] of [
    ["50", at50],
    ["75", at75],
  ] as const) {
    for (const [bin, { count, precision, ap, f1, maxF1, auc }] of Object.entries(bins)) {
      if (count === 0) continue;
      numbers.set(`Precision-${bin}@${bar}`, precision);
      numbers.set(`F1-${bin}@${bar}`, f1);
      numbers.set(`maxF1-${bin}@${bar}`, maxF1);
      numbers.set(`AP-${bin}@${bar}`, ap);
      numbers.set(`AUC-${bin}@${bar}`, auc);
    }
  }
  return numbers;
}

describe.each([
  ["relative", "slavc_rel"],
  ["absolute", "slavc_abs"],
] as const)("with SLAVC's %s maps", (block, evaluator) => {
  const { case_ids, expect: expected, ...rest } = published.slavc_extended[block];
  const scores = extendedScores(
    casesOf(case_ids).map((golden) => ({
      hasTruth: golden.gt_peer_224.sum > 0,
      ciou: golden.expect[evaluator]!.ciou,
      confidence: golden.expect[evaluator]!.conf!,
      truthArea: golden.gt_peer_224.sum,
    })),
  );
  const numbers = named(scores);

  test("every published number is met, and there are no others", () => {
    expect([...numbers.keys()].sort()).toEqual(Object.keys(expected).sort());
    for (const [name, value] of Object.entries(expected)) {
      const mine = numbers.get(name)!;
      expectClose(
        [mine].flat().flatMap((x) => (typeof x === "number" ? x : [...x])),
        [value].flat(),
        {
          rtol: 0,
          atol: 2e-9,
        },
      );
    }
  });

  test("the two numbers outside the bins are met", () => {
    expectClose(
      [scores.strictPrecision, scores.f1AtHalf],
      [rest.precision_at_50_strict, rest.f1_at_50_default_conf],
      { rtol: 0, atol: 2e-9 },
    );
  });
});

test("a sound from nowhere costs precision only as far as the confidence asked for reaches it", () => {
  const { at50 } = extendedScores([sample(0.8, 0.9), sample(0.6, 0.7), silent(0.3)]);
  expect(at50.all.precision).toBe(2 / 3);
  expect([...at50.all.f1]).toEqual([0.8, 1, 2 / 3]); // asked: 0.3, 0.7, 0.9
  expect(at50.all.maxF1).toBe(1);
  expect(at50.visible).toMatchObject({ count: 2, precision: 1, maxF1: 1 });
});

test("a sound found in the wrong place costs precision and not recall", () => {
  const { at50 } = extendedScores([sample(0.1, 0.9), sample(0.9, 0.8)]);
  expect([...at50.all.f1]).toEqual([2 / 3, 0]); // P 1/2, R 1; then nothing found
});

test("the average precision of a faultless model lacks the first steps of recall", () => {
  const faultless = Array.from({ length: 10 }, (_, i) => sample(1, i / 10));
  expect(extendedScores(faultless).at50.all.ap).toBeCloseTo(0.8, 12);
  expect(extendedScores(faultless.slice(0, 1)).at50.all.ap).toBe(0);
});

test("the best precision of any later point counts for each step of recall", () => {
  const { at50 } = extendedScores([
    sample(0, 0.9),
    sample(1, 0.8),
    sample(1, 0.7),
    sample(1, 0.6),
    silent(0.1),
  ]);
  // Asked: 0.8, 0.7, 0.6, 0.1; P 1/2, 2/3, 3/4, 3/5; R 1/3, 2/3, 1, 1.
  expect(at50.all.ap).toBeCloseTo((2 / 3) * 0.75, 12);
});

test("sizes belong to the bin whose lower edge they reach", () => {
  const areas = [0, 1023.5, 1024, 9215.5, 9216, 20_735.5, 20_736, 50_176];
  const { at50 } = extendedScores(areas.map((area) => sample(1, 0.5, area)));
  expect([at50.small, at50.medium, at50.large, at50.huge].map(({ count }) => count)).toEqual([
    2, 2, 2, 2,
  ]);
});

test("an empty bin has no scores, and a set without a truth has only precision's", () => {
  const { at75, strictPrecision, f1AtHalf } = extendedScores([silent(0.2), silent(0.1)]);
  expect(at75.visible).toEqual({
    count: 0,
    precision: Number.NaN,
    ap: Number.NaN,
    f1: new Float64Array(),
    maxF1: Number.NaN,
    auc: Number.NaN,
  });
  expect(at75.all).toMatchObject({ count: 2, precision: 0, ap: 0, maxF1: 0, auc: Number.NaN });
  expect(strictPrecision).toBeNaN();
  expect(f1AtHalf).toBe(1); // nothing asked for, nothing there: precision and recall are 1
});

test("an undefined consensus IoU with a truth is a failure", () => {
  const { at50, strictPrecision } = extendedScores([sample(Number.NaN, 0.9), sample(0.5, 0.9)]);
  expect(at50.visible.precision).toBe(0.5);
  expect(at50.visible.auc).toBeCloseTo((10.5 / 20) * 0.5, 12);
  expect(strictPrecision).toBe(0); // 0.5 does not exceed 0.5
});

test("of many samples every nth confidence is asked for", () => {
  const many = Array.from({ length: 45 }, (_, i) => sample(1, i / 45));
  expect(extendedScores(many).at50.all.f1.length).toBe(12); // 0, 4, … 44
});

test("scores lie in 0…1 and do not depend on the order of samples", () => {
  const any = fc.record({
    hasTruth: fc.boolean(),
    ciou: fc.double({ min: 0, max: 1, noNaN: true }),
    confidence: fc.integer({ min: -3, max: 3 }),
    truthArea: fc.nat(50_176),
  });
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 30 }), (samples) => {
      const scores = extendedScores(samples);
      expect(extendedScores(samples.toReversed())).toEqual(scores);
      for (const value of named(scores).values()) {
        for (const number of typeof value === "number" ? [value] : value) {
          expect(Number.isNaN(number) || (number >= 0 && number <= 1 + 1e-12)).toBe(true);
        }
      }
    }),
  );
});

test("no sample, and values out of range, are refused", () => {
  expect(() => extendedScores([])).toThrow(
    new RangeError("extendedScores: expected at least one sample, got none."),
  );
  expect(() => extendedScores([silent(0), silent(Number.NaN)])).toThrow(
    new RangeError("extendedScores: expected the confidence of sample 1 to be finite, got NaN."),
  );
  expect(() => extendedScores([sample(43.3, 0.5)])).toThrow(
    new RangeError(
      "extendedScores: expected the cIoU of sample 0 to be in 0…1 or NaN, got 43.3. " +
        "Divide percentages by 100.",
    ),
  );
  for (const area of [-1, Number.NaN, Infinity]) {
    expect(() => extendedScores([sample(0.5, 0.5, area)])).toThrow(
      new RangeError(
        "extendedScores: expected the truth's area of sample 0 to be at least 0 and finite, " +
          `got ${area}. It is Σ G of a truth of 224 × 224 pixels.`,
      ),
    );
  }
});
