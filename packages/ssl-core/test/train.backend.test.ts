import { expectNoLeak } from "@ssl/testing";
import { getBackend, memory } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import {
  createLocalizer,
  createTraining,
  type Localizer,
  readCheckpoint,
  type Training,
  type TrainingConfiguration,
  type TrainingSet,
  type TrainOptions,
  train,
  writeCheckpoint,
} from "../src/index.ts";
import { noiseSet, tinyConfiguration, tinyTraining } from "./tiny.ts";

expectNoLeak();

interface Run {
  readonly configuration?: TrainingConfiguration;
  readonly set?: TrainingSet;
  readonly from?: Uint8Array;
  readonly options?: TrainOptions;
}

/** Trains a tiny localizer as told and returns its checkpoint, also after an abort. */
async function checkpointAfter(run: Run): Promise<Uint8Array> {
  const { configuration = tinyTraining, set = noiseSet(6), from, options = {} } = run;
  const saved = from && readCheckpoint(from);
  const localizer: Localizer = saved
    ? createLocalizer(saved.configuration, { weights: saved.weights })
    : createLocalizer(tinyConfiguration, { seed: configuration.seed });
  const training: Training = saved
    ? createTraining(localizer, saved.training!.configuration, saved.training!.position)
    : createTraining(localizer, configuration);
  try {
    await train(training, set, options).catch((reason: unknown) => {
      if (!options.signal?.aborted) throw reason;
    });
    return await writeCheckpoint(localizer, training);
  } finally {
    training.dispose();
    localizer.dispose();
  }
}

let undisturbed: Promise<Uint8Array> | undefined;

/** The checkpoint of a run that nothing stopped, computed once. */
function wholeRun(): Promise<Uint8Array> {
  undisturbed ??= checkpointAfter({});
  return undisturbed;
}

/** Options that abort after a number of steps. */
function abortAfter(steps: number): TrainOptions {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    onProgress: ({ done }) => {
      if (done === steps) controller.abort();
    },
  };
}

test("equal seeds give equal bytes, another seed gives others", async () => {
  const first = await wholeRun();
  expect(await checkpointAfter({})).toEqual(first);
  const other = { ...tinyTraining, seed: 6 };
  expect(await checkpointAfter({ configuration: other })).not.toEqual(first);
});

test.each([1, 3, 4])(
  "stopped after step %i and resumed, it ends in the same bytes",
  async (step) => {
    const stopped = await checkpointAfter({ options: abortAfter(step) });
    expect(readCheckpoint(stopped).training!.position.step).toBe(step);
    expect(await checkpointAfter({ from: stopped })).toEqual(await wholeRun());
  },
);

test("an event that waits, as a signal of the process does, stops it between two steps", async () => {
  const controller = new AbortController();
  const stopped = await checkpointAfter({
    options: {
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 1) setTimeout(() => controller.abort(), 0);
      },
    },
  });
  expect(readCheckpoint(stopped).training!.position.step).toBeLessThan(4);
});

test("progress counts steps and epochs, and an epoch ends once", async () => {
  const seen: string[] = [];
  await checkpointAfter({
    options: {
      onProgress: ({ done, total, epoch, loss, positive, negative }) => {
        expect(loss).toBeCloseTo((positive + negative) / 2, 5);
        seen.push(`${done}/${total} in ${epoch}`);
      },
      onEpoch: (epoch) => {
        seen.push(`end of ${epoch}`);
      },
    },
  });
  expect(seen).toEqual([
    "1/6 in 0",
    "2/6 in 0",
    "3/6 in 0",
    "end of 0",
    "4/6 in 1",
    "5/6 in 1",
    "6/6 in 1",
    "end of 1",
  ]);
});

test("the set is asked for every pair once an epoch, in another order", async () => {
  const asked: Record<number, number[]> = {};
  const noise = noiseSet(6);
  const set: TrainingSet = {
    length: 6,
    pair: (index, epoch) => {
      asked[epoch] = [...(asked[epoch] ?? []), index];
      return noise.pair(index, epoch);
    },
  };
  await checkpointAfter({ set });
  for (const order of Object.values(asked)) {
    expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  }
  expect(asked[0]).not.toEqual(asked[1]);
});

test("all in-batch negatives, and pictures larger than the localizer's, train too", async () => {
  const configuration: TrainingConfiguration = { ...tinyTraining, negatives: "all", batchSize: 3 };
  const cropped = await checkpointAfter({ configuration, set: noiseSet(6, 40) });
  expect(cropped).not.toEqual(await checkpointAfter({ configuration, set: noiseSet(6) }));
});

test("the two rates belong to the trunk and to everything else", async () => {
  const still = { ...tinyTraining, trunkRate: 0, epochs: 1 };
  const after = readCheckpoint(await checkpointAfter({ configuration: still, set: noiseSet(2) }));
  const start = createLocalizer(tinyConfiguration, { seed: tinyTraining.seed });
  const changed = Object.keys(after.weights).filter(
    (name) => after.weights[name]!.data.join() !== start.weights[name]!.dataSync().join(),
  );
  expect(changed.filter((name) => /^image\.conv/.test(name))).toEqual([]);
  expect(changed).toEqual(expect.arrayContaining(["image.head1.kernel", "sound.conv1.kernel"]));
  start.dispose();
});

// The cpu backend takes most of a second for each step.
const manySteps = getBackend() === "cpu" ? 10 : 100;

test(`${manySteps} steps leave no tensor behind`, async () => {
  const localizer = createLocalizer(tinyConfiguration, { seed: 1 });
  const training = createTraining(localizer, { ...tinyTraining, epochs: manySteps });
  const counts = new Set<number>();
  await train(training, noiseSet(2), {
    onProgress: () => counts.add(memory().numTensors),
  });
  expect(counts.size).toBe(1);
  training.dispose();
  training.dispose();
  localizer.dispose();
});

test("a set smaller than a batch and too small pictures are refused", async () => {
  await expect(checkpointAfter({ set: noiseSet(1) })).rejects.toThrow(
    "train: expected at least 2 pairs (one batch), got 1. Add pairs, or make the batch smaller.",
  );
  await expect(checkpointAfter({ set: noiseSet(2, 31) })).rejects.toThrow(
    "train: expected pictures of at least 32 × 32 pixels, got 31 × 31. Scale them up first.",
  );
});

// The WASM backend's ReLU turns NaN into 0, so that its loss stays finite.
test.runIf(getBackend() === "cpu")("a loss that is not finite ends the training", async () => {
  const broken = { shape: [24], data: new Float32Array(24).fill(Number.NaN) };
  const localizer = createLocalizer(tinyConfiguration, {
    seed: 1,
    weights: { "selection.fc2.bias": broken },
  });
  const training = createTraining(localizer, tinyTraining);
  await expect(train(training, noiseSet(2))).rejects.toThrow(
    "train: expected a finite loss, got NaN at step 1. Lower the rates, or start from the last checkpoint.",
  );
  training.dispose();
  localizer.dispose();
});

test("weights that are not finite do not become a checkpoint", async () => {
  const broken = { shape: [24], data: new Float32Array(24).fill(Number.NaN) };
  const weights = { "selection.fc2.bias": broken };
  const localizer = createLocalizer(tinyConfiguration, { seed: 1, weights });
  await expect(writeCheckpoint(localizer)).rejects.toThrow(
    "writeCheckpoint: expected finite weights, got NaN in selection.fc2.bias. Lower the rates, and start from the last checkpoint.",
  );
  localizer.dispose();
});
