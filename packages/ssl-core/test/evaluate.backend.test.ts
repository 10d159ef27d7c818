import { consensusMap } from "@ssl/metrics-ciou";
import { expectNoLeak } from "@ssl/testing";
import ndarray from "ndarray";
import { expect, test } from "vitest";
import { createLocalizer, type EvaluationSet, evaluate } from "../src/index.ts";
import { noisePicture, noiseSound, tinyConfiguration } from "./tiny.ts";

expectNoLeak();

const corner = { left: 0, top: 0, right: 16, bottom: 16 };

function noiseSamples(length: number): EvaluationSet {
  return {
    length,
    sample: (index) => ({
      picture: noisePicture(`${index}`),
      sound: noiseSound(`${index}`),
      truth: consensusMap([[corner]], { height: 32, width: 32 }),
    }),
  };
}

test("both maps are scored beside both floors, whatever the batch", async () => {
  const localizer = createLocalizer(tinyConfiguration, { seed: 1 });
  const set = noiseSamples(5);
  const done: number[] = [];
  const evaluation = await evaluate(localizer, set, {
    batchSize: 2,
    onProgress: (progress) => done.push(progress.done),
  });
  expect(done).toEqual([2, 4, 5]);
  expect(evaluation.samples.length).toBe(5);
  const whole = await evaluate(localizer, set, { batchSize: 5 });
  for (const row of ["localization", "potential", "random", "centreDisc"] as const) {
    expect(whole.summary[row].count).toBe(5);
    expect(whole.summary[row].paper.ciou).toBeCloseTo(evaluation.summary[row].paper.ciou, 3);
  }
  // A quarter of the picture is marked: noise at 0.5 scores 0.5 / (1 + 3 · 0.5) = 0.2 and points at it
  // in a quarter of the cases.
  expect(evaluation.summary.random.paper.ciou).toBeCloseTo(0.2, 10);
  expect(evaluation.summary.random.peak).toBeCloseTo(0.25, 10);
  // The disc of half the picture covers half of each quarter.
  expect(evaluation.summary.centreDisc.paper.ciou).toBeCloseTo(128 / (256 + 384), 1);
  localizer.dispose();
});

test("an empty set and a truth of another size are refused", async () => {
  const localizer = createLocalizer(tinyConfiguration, { seed: 1 });
  await expect(evaluate(localizer, noiseSamples(0))).rejects.toThrow(
    "evaluate: expected at least one sample, got 0.",
  );
  const wrong: EvaluationSet = {
    length: 1,
    sample: () => ({
      picture: noisePicture("a"),
      sound: noiseSound("a"),
      truth: ndarray(new Float32Array(6), [2, 3]),
    }),
  };
  await expect(evaluate(localizer, wrong)).rejects.toThrow(
    "evaluate: expected the truth of sample 0 to be of its picture's size [32, 32], got [2, 3].",
  );
  localizer.dispose();
});

test("an aborted evaluation ends with the reason", async () => {
  const localizer = createLocalizer(tinyConfiguration, { seed: 1 });
  const reason = new Error("enough");
  await expect(
    evaluate(localizer, noiseSamples(2), { signal: AbortSignal.abort(reason) }),
  ).rejects.toBe(reason);
  localizer.dispose();
});
