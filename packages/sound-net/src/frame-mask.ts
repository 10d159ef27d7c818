import { type Tensor4D, tensor4d } from "@tensorflow/tfjs-core";

/**
 * Marks the frames that belong to each clip of a padded batch.
 *
 * @param lengths - frames of each clip
 * @param frames - frames of the batch
 * @returns `[batch, frames, 1, 1]`: 1 inside a clip, 0 in its padding; the caller's
 */
export function frameMask(lengths: readonly number[], frames: number): Tensor4D {
  const mask = new Float32Array(lengths.length * frames);
  lengths.forEach((length, clip) => {
    mask.fill(1, clip * frames, clip * frames + length);
  });
  return tensor4d(mask, [lengths.length, frames, 1, 1]);
}
