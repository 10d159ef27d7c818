import type { StftOptions } from "@ssl/audio-stft";
import type { NdArray } from "ndarray";
import type { Sound } from "./decode-sound.ts";

/** Where a sample's picture and sound are; a `DataSample` is one. */
export interface SampleFiles {
  /** The sample's name. */
  readonly id: string;
  /** Path of a picture file. */
  readonly picture?: string;
  /** Path of a sound file, or of a film whose sound is meant. */
  readonly sound?: string;
  /** Path of a film, for what is not in a file of its own. */
  readonly video?: string;
  /** The time of the film that is the picture, in seconds. */
  readonly frameSeconds?: number;
  /** The part of the sound that is used. @default all of it */
  readonly clip?: SoundClip;
}

/** A part of a sound. */
export interface SoundClip {
  /** Where it begins. */
  readonly startSeconds: number;
  /** How long it is. */
  readonly seconds: number;
}

/** What becomes of every sample. */
export interface SampleForm {
  /** Samples per second of the sound, in Hz. @default 22050 */
  readonly sampleRate?: number;
  /** The transform of the sound. @default audio-stft's: windows of 1022 samples, hops of 511 */
  readonly stft?: StftOptions;
  /** Pictures are resized to this, whatever their proportions. @default their own size */
  readonly pictureSize?: {
    /** Columns. */
    readonly width: number;
    /** Rows. */
    readonly height: number;
  };
}

/** A sample that is decoded. */
export interface PreparedSample {
  /** The sample's name. */
  readonly id: string;
  /** [height, width, 3], sRGB, 0 … 255; absent if the sample has no picture. */
  readonly picture?: NdArray<Uint8Array>;
  /** The sound, or the part that is used; absent if the sample has none. */
  readonly sound?: Sound;
  /** [frames, bins, 2], amplitude and phase, as the sound network reads it. */
  readonly spectrogram?: NdArray<Float32Array>;
}
