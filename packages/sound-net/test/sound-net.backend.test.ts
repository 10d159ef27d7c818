import {
  asTensors,
  type ExpectedTensor,
  expectClose,
  expectGoldenTensor,
  expectNoLeak,
  type GoldenEntry,
  goldenTensors,
  readGolden,
} from "@ssl/testing";
import {
  add,
  addN,
  concat,
  dispose,
  div,
  eye,
  grad,
  grads,
  log1p,
  mul,
  slice,
  sqrt,
  square,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor4D,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { initialSoundNetWeights, type SoundNetOptions, soundNet } from "../src/index.ts";
import { meanOverFrames } from "../src/mean-over-frames.ts";
import { soundConvolutions } from "../src/sound-convolutions.ts";

expectNoLeak();

interface Case {
  readonly id: string;
  readonly seed: number;
  readonly width: number;
  readonly k: number;
  readonly training: boolean;
  readonly inputs: GoldenEntry[];
  readonly weights: GoldenEntry[];
  readonly expected: Record<string, ExpectedTensor>;
}

const { cases } = readGolden<{ cases: Case[] }>("sound-net", import.meta.url);

describe.each(cases)("golden $id", (golden) => {
  test("features and new statistics are PyTorch's", async () => {
    const { amplitude, phase } = asTensors(goldenTensors(golden.inputs, golden.seed));
    const weights = asTensors(goldenTensors(golden.weights, golden.seed));
    const { width, k, expected } = golden;
    const mode = golden.training ? "training" : "inference";
    const x = stack([amplitude!, phase!], 3) as Tensor4D;
    const found = soundNet(x, weights, { width, features: k, bins: x.shape[2], mode });
    await expectGoldenTensor(found.features, expected.s!, "s");
    const after = Object.keys(expected).filter((name) => name.startsWith("after."));
    expect(Object.keys(found.moving).sort()).toEqual(
      after.map((name) => name.slice("after.".length)).sort(),
    );
    for (const [name, statistic] of Object.entries(found.moving)) {
      await expectGoldenTensor(statistic, expected[`after.${name}`]!, name);
    }
    dispose([amplitude!, phase!, weights, x, found]);
  });

  test("every inner stage is PyTorch's", async () => {
    const { amplitude, phase } = asTensors(goldenTensors(golden.inputs, golden.seed));
    const weights = asTensors(goldenTensors(golden.weights, golden.seed));
    const mode = golden.training ? "training" : "inference";
    const x = stack([amplitude!, phase!], 3) as Tensor4D;
    const stage = soundConvolutions(x, weights, { mode, lengths: null });
    const pooled = meanOverFrames(stage.y, null);
    await expectGoldenTensor(stage.y, golden.expected.features!, "features");
    await expectGoldenTensor(pooled, golden.expected.pooled!, "pooled");
    // A second dense layer that is the identity shows the first one's output, which is not negative.
    const k = golden.k;
    const passing = { "sound.fc2.kernel": eye(k), "sound.fc2.bias": zeros([k]) };
    const options = { width: golden.width, features: k, bins: x.shape[2], mode } as const;
    const first = soundNet(x, { ...weights, ...passing }, options);
    await expectGoldenTensor(first.features, golden.expected.fc1!, "fc1");
    dispose([amplitude!, phase!, weights, x, stage, pooled, passing, first]);
  });
});

const small = { width: 0.0625, features: 5, bins: 33 };
const mode = "inference" as const;

function initial(options: SoundNetOptions, seed = 2): Record<string, Tensor> {
  const weights = asTensors(initialSoundNetWeights(options, seed));
  // Shifts away from 0, so that padding is not 0 by accident.
  for (const name of Object.keys(weights)) {
    if (!name.endsWith(".beta") && !name.endsWith(".bias")) continue;
    const shape = weights[name]!.shape;
    weights[name]!.dispose();
    Object.assign(weights, asTensors(goldenTensors([[name, shape, 0.3, 0.1]], 1)));
  }
  return weights;
}

function clips(frames: number[], bins: number, name = "clips"): Tensor4D[] {
  return frames.map((length, clip) => {
    const shape = [1, length, bins, 2];
    return asTensors(goldenTensors([[name, shape, 0.5, 0.5]], clip))[name] as Tensor4D;
  });
}

function padded(parts: Tensor4D[], frames: number, value: number): Tensor4D {
  return concat(
    parts.map((part) => {
      const [, length, bins] = part.shape;
      if (length === frames) return part;
      const rest = add(zeros([1, frames - length, bins, 2]), value) as Tensor4D;
      return concat([part, rest], 1);
    }),
  );
}

test.each(["convolutions", "convolutions-and-heads"] as const)(
  "a clip in a padded batch gives what it gives alone, with %s normalized",
  async (batchNorm) => {
    const options = { ...small, batchNorm, amplitude: "log", mode } as const;
    const lengths = [16, 43, 31, 37];
    const found = tidy(() => {
      const weights = initial(options);
      const parts = clips(lengths, small.bins);
      const alone = parts.map((part) => soundNet(part, weights, options).features);
      const batch = padded(parts, 50, 3);
      const together = soundNet(batch, weights, { ...options, frames: lengths });
      expect(together.moving).toEqual({});
      return [together.features, concat(alone)];
    });
    const alone = await found[1]!.data();
    expectClose(await found[0]!.data(), alone, { rtol: 1e-4, atol: 1e-5 });
    expect(Math.max(...alone)).toBeGreaterThan(0.01);
    dispose(found);
  },
);

test("training does not see the padding, and nothing flows back into it", async () => {
  const options = { ...small, mode: "training", frames: [21, 40, 33] } as const;
  const found = tidy(() => {
    const weights = initial(small);
    const parts = clips([...options.frames], small.bins);
    const [some, other] = [5, -7].map((value) => padded(parts, 40, value)) as [Tensor4D, Tensor4D];
    const first = soundNet(some, weights, options);
    const second = soundNet(other, weights, options);
    const names = Object.keys(first.moving);
    expect(names.length).toBe(20);
    const distance = addN(
      names.map((name) => sum(square(sub(first.moving[name]!, second.moving[name]!)))),
    );
    const dx = grad((x: Tensor) => sum(square(soundNet(x as Tensor4D, weights, options).features)))(
      some,
    );
    return {
      features: sum(square(sub(first.features, second.features))),
      statistics: distance,
      padding: sum(square(slice(dx, [0, 21, 0, 0], [1, 19, small.bins, 2]))),
      clip: sum(square(slice(dx, [0, 0, 0, 0], [1, 21, small.bins, 2]))),
    };
  });
  expect(await found.features.data()).toEqual(new Float32Array([0]));
  expect(await found.statistics.data()).toEqual(new Float32Array([0]));
  expect(await found.padding.data()).toEqual(new Float32Array([0]));
  expect((await found.clip.data())[0]).toBeGreaterThan(0);
  dispose(found);
});

test("training statistics weigh every valid frame alike, whichever clip it is of", async () => {
  // Of the first layer's moved mean only: further layers see what it has normalized.
  const options = { ...small, mode: "training", frames: [20, 30] } as const;
  const found = tidy(() => {
    const weights = initial(small);
    const [short, long] = clips([20, 30], small.bins) as [Tensor4D, Tensor4D];
    const batch = padded([short, long], 30, 9);
    const both = soundNet(batch, weights, options).moving["sound.bn1.moving_mean"]!;
    const alone = [short, long].map((clip) => {
      const { moving } = soundNet(clip, weights, { ...small, mode: "training" });
      return moving["sound.bn1.moving_mean"]!;
    }) as [Tensor, Tensor];
    const wanted = div(add(mul(alone[0], 20), mul(alone[1], 30)), 50);
    return [both, wanted];
  });
  expectClose(await found[0]!.data(), await found[1]!.data(), { rtol: 1e-4, atol: 1e-6 });
  dispose(found);
});

test("lengths equal to the batch's, and frames nobody uses, change nothing", async () => {
  const options = { ...small, mode: "training" } as const;
  const found = tidy(() => {
    const weights = initial(small);
    const x = padded(clips([20, 20], small.bins), 20, 0);
    const longer = concat([x, add(zeros([2, 7, small.bins, 2]), 4)], 1) as Tensor4D;
    return [
      soundNet(x, weights, options).features,
      soundNet(x, weights, { ...options, frames: [20, 20] }).features,
      soundNet(longer, weights, { ...options, frames: [20, 20] }).features,
    ];
  });
  const plain = await found[0]!.data();
  expect(Math.max(...plain)).toBeGreaterThan(0.01);
  expect(await found[1]!.data()).toEqual(plain);
  expect(await found[2]!.data()).toEqual(plain);
  dispose(found);
});

test("log amplitude is log(1 + 10 a) of channel 0, and leaves the phase", async () => {
  const found = tidy(() => {
    const weights = initial(small);
    const [x] = clips([18], small.bins) as [Tensor4D];
    const part = (channel: number) => slice(x, [0, 0, 0, channel], [-1, -1, -1, 1]);
    const byHand = concat([log1p(mul(part(0), 10)), part(1)], 3) as Tensor4D;
    return [
      soundNet(x, weights, { ...small, amplitude: "log", mode }).features,
      soundNet(byHand, weights, { ...small, mode }).features,
    ];
  });
  const byHand = await found[1]!.data();
  expect(await found[0]!.data()).toEqual(byHand);
  expect(Math.max(...byHand)).toBeGreaterThan(0.01);
  dispose(found);
});

test.each(["convolutions", "convolutions-and-heads"] as const)(
  "gradients with %s normalized predict how the loss moves",
  async (batchNorm) => {
    const options = { ...small, batchNorm, mode: "training", frames: [24, 32, 17] } as const;
    const weights = initial(options);
    const x = tidy(() => padded(clips([...options.frames], small.bins), 32, 1));
    const names = Object.keys(weights).filter((name) => !name.includes("moving"));
    const values = names.map((name) => weights[name]!);
    const target = asTensors(goldenTensors([["target", [3, 5], 1, 0.5]], 1)).target!;
    const loss = (...changed: Tensor[]): Tensor => {
      const learned = Object.fromEntries(names.map((name, i) => [name, changed[i]!]));
      const { features } = soundNet(x, { ...weights, ...learned }, options);
      return sum(square(sub(features, target)));
    };
    const step = 1e-3;
    const found = tidy(() => {
      const gradients = grads(loss)(values);
      const length = sqrt(addN(gradients.map((gradient) => sum(square(gradient)))));
      const at = (distance: number): Tensor =>
        loss(...values.map((value, i) => add(value, div(mul(gradients[i]!, distance), length))));
      return [length, div(sub(at(step), at(-step)), 2 * step)];
    });
    const predicted = (await found[0]!.data())[0]!;
    const change = (await found[1]!.data())[0]!;
    expect(predicted).toBeGreaterThan(0.1);
    expect(Math.abs(change / predicted - 1)).toBeLessThan(0.05);
    dispose([weights, x, target, found]);
  },
);

test("what does not fit is refused with its cure", () => {
  tidy(() => {
    const weights = initial(small);
    const x = zeros([2, 40, small.bins, 2]) as Tensor4D;
    const options = { ...small, mode } as const;
    expect(() => soundNet(x, weights, { ...options, bins: 512 })).toThrow(
      "soundNet: expected spectrograms of shape [batch, frames, 512, 2], got [2, 40, 33, 2].",
    );
    expect(() => soundNet(x, weights, { ...options, frames: [40, 9] })).toThrow(
      "soundNet: expected clip 1 to have at least 16 frames, got 9. Lengthen or repeat its sound: " +
        "at the paper's 22 050 Hz and hop of 511 samples, 16 frames are 0.35 s.",
    );
    expect(() => soundNet(zeros([1, 15, small.bins, 2]), weights, options)).toThrow(
      "soundNet: expected clip 0 to have at least 16 frames, got 15.",
    );
    expect(() => soundNet(x, weights, { ...options, frames: [40] })).toThrow(
      "soundNet: expected frames to hold the length of each of 2 clips, got 1 lengths.",
    );
    expect(() => soundNet(x, weights, { ...options, frames: [40, 41] })).toThrow(
      "soundNet: expected the length of clip 1 to be an integer of at most 40, the batch's frames, " +
        "got 41.",
    );
    const { "sound.fc1.kernel": _, ...rest } = weights;
    expect(() => soundNet(x, rest, options)).toThrow(
      "soundNet: expected weight sound.fc1.kernel of shape [16, 5], got none. Give every weight " +
        "of soundNetShapes(options), for example those of initialSoundNetWeights.",
    );
    expect(() => soundNet(x, weights, { ...options, features: 6 })).toThrow(
      "soundNet: expected weight sound.fc1.kernel of shape [16, 6], got [16, 5]. Use the options " +
        "the weights were made with.",
    );
  });
});
