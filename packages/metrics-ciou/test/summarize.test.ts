import fc from "fast-check";
import { expect, test } from "vitest";
import {
  areaUnderCurve,
  type SampleScore,
  scoreSample,
  summarize,
  thresholds,
} from "../src/index.ts";
import { row } from "./row.ts";

const flat = (iou: number): SampleScore => ({ atHalf: iou, curve: thresholds().fill(iou) });

test("the mean and the share of the same samples are different numbers", () => {
  const { paper, success } = summarize([flat(0.5), flat(0.25), flat(0.75), flat(0)]);
  expect(paper.ciou).toBe(0.375);
  expect(success.ciou).toBe(0.5);
});

test("an undefined sample is left out of the paper's mean and fails in the success rate", () => {
  const summary = summarize([flat(1), flat(Number.NaN)]);
  expect(summary).toMatchObject({ count: 2, undefinedCount: 1 });
  expect(summary.paper.ciou).toBe(1);
  expect(summary.paper.auc).toBeCloseTo(1, 12);
  expect(summary.success.ciou).toBe(0.5);
  expect(summary.success.curve[0]).toBe(0.5);
});

test("if no sample is defined the paper's numbers are NaN and the success rate is 0", () => {
  const { paper, success } = summarize([flat(Number.NaN)]);
  expect(paper.ciou).toBeNaN();
  expect(paper.auc).toBeNaN();
  expect(success.ciou).toBe(0);
  expect(success.auc).toBe(0);
});

test("the order of samples makes no difference, nor does doubling the set", () => {
  const eighths = fc.nat(8).map((n) => n / 8);
  fc.assert(
    fc.property(fc.array(eighths, { minLength: 1, maxLength: 6 }), (ious) => {
      const scores = ious.map(flat);
      const { paper, success } = summarize(scores);
      for (const other of [summarize(scores.toReversed()), summarize([...scores, ...scores])]) {
        expect(other.paper).toEqual(paper);
        expect(other.success).toEqual(success);
      }
    }),
  );
});

test("the success curve never rises, and its area is near the mean score", () => {
  const scores = [0.1, 0.33, 0.62, 0.9].map(flat);
  const { success, paper } = summarize(scores);
  success.curve.forEach((share, i) => {
    if (i > 0) expect(share).toBeLessThanOrEqual(success.curve[i - 1]!);
  });
  expect(Math.abs(success.auc - paper.ciou)).toBeLessThan(0.025);
});

test("a curve at τ = 0.5 holds the score at one half", () => {
  const { atHalf, curve } = scoreSample(row(1, 0.6, 0.5, 0), row(1, 0, 1, 0));
  expect(atHalf).toBe(1 / 3);
  expect(curve[10]).toBe(atHalf);
});

test("a value below 0 is off at every threshold, one above 1 is refused", () => {
  const truth = row(1, 1, 0);
  expect(scoreSample(row(1, 0.5, -0.5), truth)).toEqual(scoreSample(row(1, 0.5, 0), truth));
  expect(() => scoreSample(row(1, 0.5, 1.5), truth)).toThrow(
    new RangeError(
      "scoreSample: expected values of map to be at most 1, got 1.5 at [0, 2]. " +
        "Normalise it with minMax or divideByMax first.",
    ),
  );
});

test("no scores, and scores of another length, are refused", () => {
  expect(() => summarize([])).toThrow(
    new RangeError(
      "summarize: expected at least one score, got none. Score the samples with scoreSample first.",
    ),
  );
  expect(() => summarize([flat(1), { atHalf: 1, curve: new Float64Array(3) }])).toThrow(
    new RangeError(
      "summarize: expected score 1 to have a curve of 21 values, got 3. Make it with scoreSample.",
    ),
  );
});

test("areaUnderCurve weighs uneven steps by their length", () => {
  expect(areaUnderCurve([0, 2, 2], [0, 1, 4])).toBe(7);
  expect(areaUnderCurve([1, Number.NaN], [0, 1])).toBeNaN();
});

test("areaUnderCurve refuses lengths that differ and positions that fall", () => {
  expect(() => areaUnderCurve([1], [0])).toThrow(
    new RangeError(
      "areaUnderCurve: expected as many heights as positions, at least two, got 1 and 1.",
    ),
  );
  expect(() => areaUnderCurve([1, 2], [0, 1, 2])).toThrow("got 2 and 3.");
  expect(() => areaUnderCurve([1, 2], [1, 0])).toThrow(
    new RangeError(
      "areaUnderCurve: expected ascending positions, got 1 before 0. Sort the curve by position.",
    ),
  );
});
