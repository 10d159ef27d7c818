import { batchNorm } from "@ssl/batch-norm";
import {
  conv2d,
  maxPool,
  mul,
  relu,
  type Tensor,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";
import { convolutionLayers } from "./convolution-layers.ts";
import { frameMask } from "./frame-mask.ts";

interface ConvolutionsOptions {
  readonly mode: "training" | "inference";
  /** Frames of each clip; null if every clip is as long as the batch. */
  readonly lengths: readonly number[] | null;
}

/**
 * Runs the ten convolutions with batch normalization, ReLU and four max pools, table S2 of the
 * paper. The padding of a shorter clip is 0 before every convolution, as the border of the clip
 * alone would be, and counts in no statistic.
 *
 * @param spectrograms - `[batch, frames, bins, 2]`; borrowed
 * @param weights - at least the convolutions'; borrowed
 * @param options - the mode and the clips' lengths
 * @returns y `[batch, ⌊frames / 16⌋, ⌊bins / 16⌋, channels]`, at least 0 and 0 in padding, and the
 *   running statistics of training by weight name; the caller's
 */
export function soundConvolutions(
  spectrograms: Tensor4D,
  weights: Readonly<Record<string, Tensor>>,
  { mode, lengths }: ConvolutionsOptions,
): { y: Tensor4D; moving: Record<string, Tensor> } {
  return tidy(() => {
    let left = lengths;
    let mask = left && frameMask(left, spectrograms.shape[1]);
    let y = mask ? mul<Tensor4D>(spectrograms, mask) : spectrograms;
    const moving: Record<string, Tensor> = {};
    convolutionLayers.forEach(({ pooled }, index) => {
      const sums = conv2d(y, weights[`sound.conv${index + 1}.kernel`] as Tensor4D, 1, "same");
      const options = { name: `sound.bn${index + 1}`, mode, ...(mask && { mask }) };
      const normalized = batchNorm(sums, weights, options);
      Object.assign(moving, normalized.moving);
      y = relu(normalized.y);
      if (!pooled) return;
      y = maxPool(y, 2, 2, "valid");
      if (!left) return;
      // The pool of a clip's odd last frame reaches into padding; alone, the clip would lose it.
      left = left.map((length) => Math.floor(length / 2));
      mask = frameMask(left, y.shape[1]);
      y = mul(y, mask);
    });
    return { y, moving };
  });
}
