import { batchNorm } from "@ssl/batch-norm";
import { checkWeights } from "@ssl/network-weights";
import {
  add,
  concat,
  fused,
  log1p,
  matMul,
  mul,
  relu,
  slice,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";
import { poolingFactor } from "./convolution-layers.ts";
import { meanOverFrames } from "./mean-over-frames.ts";
import { soundConvolutions } from "./sound-convolutions.ts";
import { soundNetShapes } from "./sound-net-shapes.ts";
import type { SoundNetCall } from "./types.ts";

/** What a sound network hears in a batch of clips. */
export type SoundNetResult = {
  /** s, the sound features, `[batch, K]`, at least 0. */
  readonly features: Tensor2D;
  /** New running statistics by weight name: empty but in training. */
  readonly moving: Record<string, Tensor>;
};

/**
 * Turns spectrograms of any length into one vector of sound features a clip.
 *
 * Table S2 of Oya et al. 2020: ten convolutions with batch normalization and four max pools, the
 * mean over time, and two fully connected layers. Clips of different lengths may share a padded
 * batch (not in the paper): in inference each gives what it gives alone, and training takes its
 * statistics from valid frames only.
 *
 * @param spectrograms - `[batch, frames, bins, 2]`: amplitude, at least 0, and phase in (−π, π];
 *   at least 16 frames; borrowed
 * @param weights - those of `soundNetShapes(options)`, others are not looked at; borrowed
 * @param options - the network's shape, the mode, and the clips' lengths
 * @returns features and new running statistics; all the caller's to dispose
 * @throws RangeError if the spectrograms have another shape, a clip is shorter than 16 frames, its
 *   length does not fit the batch, or a weight is missing or has another shape than the options say
 * @example
 * ```ts
 * import { initialSoundNetWeights, soundNet } from "@ssl/sound-net";
 * import { useBackend } from "@ssl/tfjs-backends";
 * import { tensor, zeros } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const shape = { width: 0.125, features: 16, bins: 32 };
 * const weights = Object.fromEntries(
 *   Object.entries(initialSoundNetWeights(shape, 7)).map(([name, { data, shape }]) => {
 *     return [name, tensor(data, shape)];
 *   }),
 * );
 * const options = { ...shape, mode: "inference", frames: [40, 17] } as const;
 * const { features } = soundNet(zeros([2, 40, 32, 2]), weights, options);
 * console.log(features.shape); // [ 2, 16 ]
 * ```
 */
export function soundNet(
  spectrograms: Tensor4D,
  weights: Readonly<Record<string, Tensor>>,
  options: SoundNetCall,
): SoundNetResult {
  const { amplitude = "raw", mode } = options;
  const inHeads = options.batchNorm === "convolutions-and-heads";
  checkSpectrograms(spectrograms, options);
  const lengths = clipLengths(spectrograms.shape, options.frames);
  checkWeights(weights, soundNetShapes(options), {
    caller: "soundNet",
    cure:
      "Give every weight of soundNetShapes(options), for example those of " +
      "initialSoundNetWeights.",
  });
  const longest = Math.max(...lengths);
  // Without shorter clips there is nothing to mask, and every mask costs a pass over the memory.
  const padded = lengths.some((length) => length < longest) ? lengths : null;
  return tidy(() => {
    const [batch, frames, bins] = spectrograms.shape;
    const used =
      longest < frames
        ? slice(spectrograms, [0, 0, 0, 0], [batch, longest, bins, 2])
        : spectrograms;
    const input = amplitude === "log" ? withLogAmplitude(used) : used;
    const { y, moving } = soundConvolutions(input, weights, { mode, lengths: padded });
    let features = meanOverFrames(y, padded);
    for (const layer of [1, 2]) {
      const a = features;
      const b = weights[`sound.fc${layer}.kernel`] as Tensor2D;
      const bias = weights[`sound.fc${layer}.bias`]!;
      if (inHeads) {
        const sums = add<Tensor2D>(matMul(a, b), bias);
        const normalized = batchNorm(sums, weights, { name: `sound.fcbn${layer}`, mode });
        features = relu(normalized.y);
        Object.assign(moving, normalized.moving);
      } else {
        features = fused.matMul({ a, b, bias, activation: "relu" }) as Tensor2D;
      }
    }
    return { features, moving };
  });
}

function withLogAmplitude(spectrograms: Tensor4D): Tensor4D {
  const [batch, frames, bins] = spectrograms.shape;
  const amplitude = slice(spectrograms, [0, 0, 0, 0], [batch, frames, bins, 1]);
  const phase = slice(spectrograms, [0, 0, 0, 1], [batch, frames, bins, 1]);
  return concat([log1p(mul<Tensor4D>(amplitude, 10)), phase], 3);
}

function checkSpectrograms({ rank, shape }: Tensor4D, { bins = 512 }: SoundNetCall): void {
  if (rank !== 4 || shape[2] !== bins || shape[3] !== 2) {
    throw new RangeError(
      `soundNet: expected spectrograms of shape [batch, frames, ${bins}, 2], ` +
        `got [${shape.join(", ")}].`,
    );
  }
}

function clipLengths(
  [batch, frames]: Tensor4D["shape"],
  given: readonly number[] | undefined,
): readonly number[] {
  const lengths = given ?? new Array<number>(batch).fill(frames);
  if (lengths.length !== batch) {
    throw new RangeError(
      `soundNet: expected frames to hold the length of each of ${batch} clips, ` +
        `got ${lengths.length} lengths.`,
    );
  }
  lengths.forEach((length, clip) => {
    if (!Number.isInteger(length) || length > frames) {
      throw new RangeError(
        `soundNet: expected the length of clip ${clip} to be an integer of at most ${frames}, ` +
          `the batch's frames, got ${length}.`,
      );
    }
    if (length < poolingFactor) {
      throw new RangeError(
        `soundNet: expected clip ${clip} to have at least ${poolingFactor} frames, ` +
          `got ${length}. Lengthen or repeat its sound: at the paper's 22 050 Hz and hop of 511 ` +
          `samples, ${poolingFactor} frames are 0.35 s.`,
      );
    }
  });
  return lengths;
}
