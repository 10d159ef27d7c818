import type { Box, PictureLike } from "../types.ts";

/** An object that can sound: its cut-out and its recording. */
export interface SoundingObject {
  /** What it is, for example `"cow"`. */
  readonly class: string;
  /** [height, width, 4], RGBA. */
  readonly picture: PictureLike;
  /** Mono samples in [−1, 1] at the pack's rate; neither half is silent. */
  readonly waveform: Float32Array;
}

/** An object that makes no sound. */
export interface SilentObject {
  /** What it is, for example `"apple"`. */
  readonly class: string;
  /** [height, width, 4], RGBA. */
  readonly picture: PictureLike;
}

/** A photograph as it was taken, with a recording and the boxes of what sounds. */
export interface Photograph {
  /** What sounds, for example `"cow"`. */
  readonly class: string;
  /** [height, width, 3], RGB. */
  readonly picture: PictureLike;
  /** Mono samples in [−1, 1] at the pack's rate; neither half is silent. */
  readonly waveform: Float32Array;
  /** Around what sounds, in pixels of the photograph. */
  readonly boxes: readonly Box[];
}

/** What scenes are composed of, decoded: plain data that a worker can be sent. */
export interface ScenePack {
  /** Of every recording, in Hz. */
  readonly sampleRate: number;
  /** One of them sounds in a scene; others may stand beside it. */
  readonly sounding: readonly SoundingObject[];
  /** Of which a scene may hold some that only distract. */
  readonly silent: readonly SilentObject[];
  /** [height, width, 3], RGB; those of even index are for training, the odd ones for testing. */
  readonly backgrounds: readonly PictureLike[];
  /** Photographs to test on; no scene is composed of them. */
  readonly farm: readonly Photograph[];
}
