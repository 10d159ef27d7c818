import { namedStream } from "@ssl/named-streams";
import {
  type LocalizerConfiguration,
  type Picture,
  paperConfiguration,
  type Sound,
  type TrainingConfiguration,
  type TrainingSet,
} from "../src/index.ts";

/** A localizer small enough for a test. */
export const tinyConfiguration: LocalizerConfiguration = {
  ...paperConfiguration,
  imageWidth: 0.0625,
  soundWidth: 0.0625,
  features: 24,
  pictureSide: 32,
};

export const tinyTraining: TrainingConfiguration = {
  batchSize: 2,
  epochs: 2,
  trunkRate: 1e-3,
  rate: 1e-3,
  negatives: "one",
  seed: 5,
};

/** A picture of random bytes. */
export function noisePicture(name: string, side: number = 32): Picture {
  const { below } = namedStream(1, `picture/${name}`);
  const data = Uint8Array.from({ length: side * side * 3 }, () => below(256));
  return { data, width: side, height: side };
}

/** A sound of 16 frames (or more) of noise. */
export function noiseSound(name: string, samples: number = 15 * 511): Sound {
  const { uniform } = namedStream(1, `sound/${name}`);
  const waveform = Float32Array.from({ length: samples }, () => uniform() - 0.5);
  return { waveform, sampleRate: 22_050 };
}

/** Pairs of noise; the sound's length differs from pair to pair. */
export function noiseSet(length: number, side: number = 32): TrainingSet {
  return {
    length,
    pair: (index) => ({
      picture: noisePicture(`${index}`, side),
      sound: noiseSound(`${index}`, (15 + (index % 2)) * 511),
    }),
  };
}
