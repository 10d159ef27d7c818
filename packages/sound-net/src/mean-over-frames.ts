import {
  div,
  reshape,
  sum,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tidy,
} from "@tensorflow/tfjs-core";
import { poolingFactor } from "./convolution-layers.ts";

/**
 * Averages every bin and channel over the frames of its clip, so that any length gives one vector.
 *
 * @param features - `[batch, frames, bins, channels]`, 0 in padding; borrowed
 * @param lengths - frames of each clip before the four max pools; null if all fill the batch
 * @returns `[batch, bins · channels]`, in (bin, channel) order; the caller's
 */
export function meanOverFrames(features: Tensor4D, lengths: readonly number[] | null): Tensor2D {
  const [batch, frames, bins, channels] = features.shape;
  return tidy(() => {
    const sums: Tensor2D = reshape(sum(features, 1), [batch, bins * channels]);
    if (!lengths) return div(sums, frames);
    const counts = lengths.map((length) => Math.floor(length / poolingFactor));
    return div(sums, tensor(counts, [batch, 1]));
  });
}
