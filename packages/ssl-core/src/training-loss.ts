import { imageNet } from "@ssl/image-net";
import {
  candidateSounds,
  selectSource,
  similarityLoss,
  uniformPotential,
} from "@ssl/selection-module";
import { soundNet } from "@ssl/sound-net";
import type { Scalar, Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import type { Localizer } from "./create-localizer.ts";
import { networkOptions } from "./network-options.ts";

/** One batch on its way through both networks. */
export interface TrainingBatch {
  /** `[batch, side, side, 3]`, RGB in 0 … 1. */
  readonly pictures: Tensor4D;
  /** `[batch, frames, bins, 2]`. */
  readonly spectrograms: Tensor4D;
  /** Each clip's own length in frames. */
  readonly frames: readonly number[];
  /** For each picture the index of a foreign sound, or `"all"` for every other sound. */
  readonly negatives: Int32Array | "all";
}

/**
 * The similarity loss of a batch, equations 1 to 6, in training mode.
 *
 * @param localizer - borrowed
 * @param batch - borrowed
 * @returns the loss, its two halves, and the batch norms' new moving statistics by name; the caller's own
 */
export function trainingLoss(
  localizer: Localizer,
  batch: TrainingBatch,
): {
  readonly loss: Scalar;
  readonly positive: Scalar;
  readonly negative: Scalar;
  readonly moving: Record<string, Tensor>;
} {
  const { configuration, weights } = localizer;
  const options = networkOptions(configuration);
  const mode = "training" as const;
  const picture = imageNet(batch.pictures, weights, { ...options.image, mode });
  const sound = soundNet(batch.spectrograms, weights, {
    ...options.sound,
    mode,
    bins: batch.spectrograms.shape[2],
    frames: batch.frames,
  });
  const { features } = picture;
  const potential =
    configuration.potential === "constant"
      ? uniformPotential([features.shape[0], features.shape[1], features.shape[2]])
      : picture.potential;
  const sounds = candidateSounds(sound.features, batch.negatives);
  const selected = selectSource({ features, potential, sounds }, weights, {
    ...options.selection,
    mode,
  });
  return {
    ...similarityLoss(selected.cosine),
    moving: { ...picture.moving, ...sound.moving, ...selected.moving },
  };
}
