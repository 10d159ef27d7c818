import { imageNet } from "@ssl/image-net";
import { selectSource, uniformPotential } from "@ssl/selection-module";
import { soundNet } from "@ssl/sound-net";
import {
  type ExpectedTensor,
  expectGolden,
  expectNoLeak,
  type GoldenEntry,
  goldenTensors,
  readGolden,
} from "@ssl/testing";
import {
  dispose,
  expandDims,
  reshape,
  stack,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tensor,
  tidy,
  variable,
} from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { adamStep } from "../src/adam-step.ts";
import type { Localizer } from "../src/create-localizer.ts";
import { createTraining } from "../src/create-training.ts";
import { lossGradients } from "../src/loss-gradients.ts";
import { networkOptions } from "../src/network-options.ts";
import { trainingStep } from "../src/training-step.ts";

interface GoldenWeight {
  readonly samples?: readonly (readonly number[])[];
  readonly tol: number;
  readonly gradients?: readonly number[];
  readonly gradientNorm?: number;
  readonly gradientTol?: number;
  readonly unchanged?: true;
  readonly noGradient?: true;
}

interface GoldenCase {
  readonly id: string;
  readonly seed: number;
  readonly trunkRate: number;
  readonly rate: number;
  readonly constantMap: boolean;
  readonly k: number;
  readonly imageWidth: number;
  readonly soundWidth: number;
  readonly bins: number;
  readonly negatives: readonly (readonly number[])[];
  readonly losses: readonly { loss: number; lossPositive: number; lossNegative: number }[];
  readonly lossTol: number;
  readonly tensors: Readonly<Record<string, GoldenWeight>>;
  readonly inference: Readonly<Record<string, ExpectedTensor>>;
}

const golden = readGolden<{
  adam: { rate: number; start: number; gradients: number[][]; after: number[][]; tol: number };
  inputs: GoldenEntry[][];
  weights: GoldenEntry[];
  cases: GoldenCase[];
}>("training", import.meta.url);

expectNoLeak();

test("adamStep moves weights as PyTorch's Adam does, tiny gradients included", () => {
  const { rate, start, gradients, after, tol } = golden.adam;
  const count = gradients[0]!.length;
  const zero = (): ReturnType<typeof variable> =>
    tidy(() => variable(tensor(new Float32Array(count), [count])));
  const weight = tidy(() => variable(tensor(new Float32Array(count).fill(start), [count])));
  const moments = { first: zero(), second: zero() };
  gradients.forEach((values, i) => {
    const gradient = tensor(values, [count], "float32");
    adamStep({ w: weight }, { w: gradient }, { w: moments }, { step: i + 1, rate: () => rate });
    gradient.dispose();
    weight.dataSync().forEach((value, j) => {
      expect(Math.abs(value - after[i]![j]!), `step ${i + 1}, weight ${j}`).toBeLessThanOrEqual(
        tol,
      );
    });
  });
  dispose([weight, moments.first, moments.second]);
});

/** A localizer of a golden case, whose networks differ in width and whose pictures are no squares. */
function goldenLocalizer(golden: GoldenCase, weights: GoldenEntry[]): Localizer {
  const arrays = goldenTensors(weights, golden.seed);
  const variables = Object.fromEntries(
    Object.entries(arrays).map(([name, { data, shape }]) => [
      name,
      tidy(() => variable(tensor(data, shape), !/moving_(mean|variance)$/.test(name))),
    ]),
  );
  return {
    configuration: {
      imageWidth: golden.imageWidth,
      soundWidth: golden.soundWidth,
      features: golden.k,
      pictureSide: 48,
      pictureScale: "mean",
      amplitude: "raw",
      batchNorm: "none",
      selectionBatchNorm: "none",
      potential: golden.constantMap ? "constant" : "learned",
    },
    weights: variables,
    dispose: () => dispose(variables),
  };
}

/** The batch of one step: pictures and spectrograms; the caller's own. */
function goldenBatch(entries: GoldenEntry[], seed: number, step: number) {
  const arrays = goldenTensors(entries, seed);
  const of = (name: string) => {
    const { data, shape } = arrays[`step${step}.${name}`]!;
    return tensor(data, shape);
  };
  return tidy(() => ({
    pictures: of("image") as Tensor4D,
    spectrograms: stack([of("amplitude"), of("phase")], 3) as Tensor4D,
  }));
}

describe.each(golden.cases.map((entry) => [entry.id, entry] as const))(
  "training %s",
  (_, entry) => {
    test("three steps give the reference's losses, gradients, weights and maps", async () => {
      const { seed, negatives, tensors } = entry;
      const localizer = goldenLocalizer(entry, golden.weights);
      const { trunkRate, rate } = entry;
      const training = createTraining(localizer, {
        batchSize: 4,
        epochs: 1,
        trunkRate,
        rate,
        negatives: "one",
        seed: 0,
      });
      const weightAt = (name: string, index: number): number =>
        localizer.weights[name]!.dataSync()[index]!;
      const unchanged = Object.fromEntries(
        Object.entries(tensors)
          .filter(([, { unchanged }]) => unchanged)
          .map(([name]) => [name, localizer.weights[name]!.dataSync().slice()]),
      );
      for (let step = 1; step <= 3; step++) {
        const inputs = goldenBatch(golden.inputs[step - 1]!, seed, step);
        const batch = {
          ...inputs,
          frames: Array<number>(4).fill(inputs.spectrograms.shape[1]),
          negatives: Int32Array.from(negatives[step - 1]!),
        };
        if (step === 1) {
          const { losses, gradients, moving } = lossGradients(localizer, batch);
          for (const [name, expected] of Object.entries(tensors)) {
            const { samples, gradients: values, gradientNorm, gradientTol } = expected;
            if (expected.unchanged) expect(gradients[name], name).toBeUndefined();
            if (!samples || !values || gradientTol === undefined) continue;
            const mine = gradients[name]!.dataSync<"float32">();
            samples.forEach(([index], i) => {
              const difference = Math.abs(mine[index!]! - values[i]!);
              expect(difference, `gradient of ${name}[${index}]`).toBeLessThanOrEqual(gradientTol);
            });
            const norm = Math.sqrt(mine.reduce((sum, value) => sum + value * value, 0));
            expect(Math.abs(norm - gradientNorm!), `norm of ${name}`).toBeLessThanOrEqual(
              gradientTol * Math.sqrt(mine.length),
            );
          }
          dispose([losses, ...Object.values(gradients), ...Object.values(moving)]);
        }
        const losses = trainingStep(training, batch);
        const { loss, lossPositive, lossNegative } = entry.losses[step - 1]!;
        losses.dataSync().forEach((value, i) => {
          const expected = [loss, lossPositive, lossNegative][i]!;
          expect(Math.abs(value - expected), `loss ${i} of step ${step}`).toBeLessThanOrEqual(
            entry.lossTol,
          );
        });
        dispose([losses, inputs.pictures, inputs.spectrograms]);
        for (const [name, { samples, tol }] of Object.entries(tensors)) {
          for (const sample of samples ?? []) {
            const difference = Math.abs(weightAt(name, sample[0]!) - sample[step + 1]!);
            expect(difference, `${name}[${sample[0]}] after step ${step}`).toBeLessThanOrEqual(tol);
          }
        }
      }
      for (const [name, before] of Object.entries(unchanged)) {
        expect(localizer.weights[name]!.dataSync(), name).toEqual(before);
      }
      expectInference(localizer, entry);
      training.dispose();
      localizer.dispose();
    });
  },
);

/** After the third step, in inference mode, the last batch again. */
function expectInference(localizer: Localizer, entry: GoldenCase): void {
  const { image, sound, selection } = networkOptions(localizer.configuration);
  const inputs = goldenBatch(golden.inputs[2]!, entry.seed, 3);
  const maps = tidy(() => {
    const mode = "inference" as const;
    const { features, potential } = imageNet(inputs.pictures, localizer.weights, {
      ...image,
      mode,
    });
    const heard = soundNet(inputs.spectrograms, localizer.weights, {
      ...sound,
      bins: entry.bins,
      mode,
    });
    const [batch, height, width] = features.shape;
    const P = entry.constantMap ? uniformPotential([batch, height, width]) : potential;
    const sounds = expandDims<Tensor3D>(heard.features as Tensor2D, 1);
    const selected = selectSource({ features, potential: P, sounds }, localizer.weights, {
      ...selection,
      mode,
    });
    return {
      P,
      alpha: reshape(selected.localization, [batch, height, width]),
      cos: reshape(selected.cosine, [batch]),
    };
  });
  for (const [name, expected] of Object.entries(entry.inference)) {
    const mine = maps[name as keyof typeof maps];
    expectGolden(mine.dataSync(), mine.shape, expected, name);
  }
  dispose([...Object.values(maps), inputs.pictures, inputs.spectrograms]);
}
