import { imageNet } from "@ssl/image-net";
import { selectSource, uniformPotential } from "@ssl/selection-module";
import { soundNet } from "@ssl/sound-net";
import { dispose, expandDims, reshape, stack, type Tensor3D, tidy } from "@tensorflow/tfjs-core";
import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import type { Localizer } from "./create-localizer.ts";
import { pictureBatch, spectrogramBatch } from "./network-inputs.ts";
import { networkOptions } from "./network-options.ts";
import type { Picture } from "./picture.ts";
import { pictureValues } from "./picture-values.ts";
import type { AudioBufferLike, Sound } from "./sound.ts";
import { soundSpectrogram } from "./sound-spectrogram.ts";

/** A picture and a sound to find in it. */
export interface LocalizerInput {
  /** Of any size; it is scaled as a whole to the localizer's. */
  readonly picture: Picture;
  /** Of at least 16 frames: 15 · 511 samples at 22 050 Hz, 0.35 s. */
  readonly sound: Sound | AudioBufferLike;
}

/** Where a sound might come from and where it does, one value for each 16 × 16 pixels. */
export interface Localization {
  /** P, equation 1, from the picture alone: `[side / 16, side / 16]`, at least 0, sum 1. */
  readonly potential: NdArray<Float32Array>;
  /** α, equation 3, from picture and sound: the same shape, at least 0, sum 1 (or 0 where nothing fits). */
  readonly localization: NdArray<Float32Array>;
}

/**
 * Finds a sound in a picture: the potential localization map and the localization map.
 *
 * @param localizer - borrowed
 * @param inputs - pictures with their sounds; together they are one batch
 * @returns the two maps of each input, in order; the caller's own
 * @throws RangeError if a picture is empty or transparent, or a sound is empty, not finite or
 *   shorter than 16 frames
 * @example
 * ```ts
 * import { createLocalizer, localize, paperConfiguration } from "@ssl/ssl-core";
 * import { useBackend } from "@ssl/tfjs-backends";
 *
 * await useBackend("cpu");
 * const small = { ...paperConfiguration, imageWidth: 0.125, soundWidth: 0.125, features: 16, pictureSide: 64 };
 * const localizer = createLocalizer(small, { seed: 1 });
 * const picture = { data: new Uint8Array(64 * 64 * 3).fill(128), width: 64, height: 64 };
 * const sound = { waveform: new Float32Array(22_050).fill(0.1), sampleRate: 22_050 };
 * const [maps] = await localize(localizer, [{ picture, sound }]);
 * console.log(maps?.localization.shape); // [4, 4]
 * localizer.dispose();
 * ```
 */
export async function localize(
  localizer: Localizer,
  inputs: readonly LocalizerInput[],
): Promise<Localization[]> {
  if (inputs.length === 0) return [];
  const { configuration, weights } = localizer;
  const side = configuration.pictureSide;
  const options = networkOptions(configuration);
  const values = inputs.map(({ picture }) => pictureValues(picture, side));
  const spectrograms = inputs.map(({ sound }) => soundSpectrogram(sound));
  const maps = tidy(() => {
    const pictures = pictureBatch(values, side);
    const clips = spectrogramBatch(spectrograms);
    const mode = "inference" as const;
    const picture = imageNet(pictures, weights, { ...options.image, mode });
    const sound = soundNet(clips.values, weights, { ...options.sound, mode, frames: clips.frames });
    const { features } = picture;
    const [batch, height, width] = features.shape;
    const potential =
      configuration.potential === "constant"
        ? uniformPotential([batch, height, width])
        : picture.potential;
    const sounds = expandDims<Tensor3D>(sound.features, 1);
    const { localization } = selectSource({ features, potential, sounds }, weights, {
      ...options.selection,
      mode,
    });
    return stack([potential, reshape(localization, [batch, height, width])], 1);
  });
  let data: Float32Array;
  try {
    data = await maps.data<"float32">();
  } finally {
    dispose(maps);
  }
  const [, , height, width] = maps.shape as [number, number, number, number];
  const size = height * width;
  return inputs.map((_, i) => ({
    potential: ndarray(data.slice(2 * i * size, (2 * i + 1) * size), [height, width]),
    localization: ndarray(data.slice((2 * i + 1) * size, (2 * i + 2) * size), [height, width]),
  }));
}
