import { mulberry32 } from "@ssl/testing";
import ndarray from "ndarray";
import { expect, test } from "vitest";
import { centreDisc, consensusMap, randomScore, scoreSample, thresholds } from "../src/index.ts";
import { row } from "./row.ts";

test("randomScore is the mean score of simulated noise at every threshold", () => {
  const size = { height: 40, width: 40 };
  const truth = consensusMap(
    [
      [{ left: 4, top: 6, right: 24, bottom: 30 }],
      [{ left: 8, top: 6, right: 28, bottom: 26 }],
      [{ left: 4, top: 8, right: 20, bottom: 30 }],
    ],
    size,
  );
  const next = mulberry32(11);
  const runs = 200;
  const mean = new Float64Array(21);
  for (let run = 0; run < runs; run++) {
    const noise = Float64Array.from({ length: 1600 }, () => next() / 2 ** 32);
    scoreSample(ndarray(noise, [40, 40]), truth).curve.forEach((iou, i) => {
      mean[i]! += iou / runs;
    });
  }
  const expected = randomScore(truth);
  expect(expected.curve[10]).toBe(expected.atHalf);
  thresholds().forEach((threshold, i) => {
    expect(Math.abs(mean[i]! - expected.curve[i]!), `τ = ${threshold}`).toBeLessThan(3e-3);
  });
});

test("noise on a fully marked picture scores the share of pixels that are on", () => {
  const { curve } = randomScore(row(1, 1));
  thresholds().forEach((threshold, i) => {
    expect(curve[i]).toBe(1 - threshold);
  });
});

test("noise on an unmarked picture scores 0, and NaN where nothing is on", () => {
  const { atHalf, curve } = randomScore(row(0, 0));
  expect(atHalf).toBe(0);
  expect(curve[20]).toBeNaN();
});

test("centreDisc covers half of the pixels unless told otherwise, symmetrically", () => {
  const disc = centreDisc({ height: 224, width: 224 });
  const covered = disc.data.reduce((sum, value) => sum + value, 0);
  expect(Math.abs(covered / 224 ** 2 - 0.5)).toBeLessThan(1e-3);
  expect([...disc.data].reverse()).toEqual([...disc.data]);
  expect([...centreDisc({ height: 3, width: 3 }, 5 / 9).data]).toEqual([0, 1, 0, 1, 1, 1, 0, 1, 0]);
});

test("centreDisc keeps pixels of equal distance together and runs off a long picture's sides", () => {
  expect([...centreDisc({ height: 2, width: 2 }, 0.25).data]).toEqual([1, 1, 1, 1]);
  expect([...centreDisc({ height: 2, width: 6 }, 2 / 3).data]).toEqual([
    0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0,
  ]);
});

test("centreDisc of share 0 is empty, of share 1 full", () => {
  expect([...centreDisc({ height: 1, width: 3 }, 0).data]).toEqual([0, 0, 0]);
  expect([...centreDisc({ height: 1, width: 3 }, 1).data]).toEqual([1, 1, 1]);
});

test("centreDisc refuses a share outside 0…1 and a size that is not positive", () => {
  expect(() => centreDisc({ height: 2, width: 2 }, 50)).toThrow(
    new RangeError("centreDisc: expected share in 0…1, got 50."),
  );
  expect(() => centreDisc({ height: 2, width: Number.NaN })).toThrow(
    new RangeError(
      "centreDisc: expected height and width to be integers of at least 1, got 2 × NaN.",
    ),
  );
});
