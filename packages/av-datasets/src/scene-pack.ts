import type { Box, PictureLike } from "./types.ts";

/** An object that can sound: its cut-out and its recording. */
export interface SoundingObject {
  readonly class: string;
  /** [height, width, 4], RGBA. */
  readonly picture: PictureLike;
  /** Mono samples in [−1, 1] at the pack's rate; neither half is silent. */
  readonly waveform: Float32Array;
}

/** An object that makes no sound. */
export interface SilentObject {
  readonly class: string;
  /** [height, width, 4], RGBA. */
  readonly picture: PictureLike;
}

/** A photograph as it was taken, with a recording and the boxes of what sounds. */
export interface Photograph {
  readonly class: string;
  /** [height, width, 3], RGB. */
  readonly picture: PictureLike;
  /** Mono samples in [−1, 1] at the pack's rate; neither half is silent. */
  readonly waveform: Float32Array;
  readonly boxes: readonly Box[];
}

/** What scenes are composed of, decoded: plain data that a worker can be sent. */
export interface ScenePack {
  /** Of every recording, in Hz. */
  readonly sampleRate: number;
  readonly sounding: readonly SoundingObject[];
  readonly silent: readonly SilentObject[];
  /** [height, width, 3], RGB; those of even index are for training, the odd ones for testing. */
  readonly backgrounds: readonly PictureLike[];
  /** Photographs to test on; no scene is composed of them. */
  readonly farm: readonly Photograph[];
}
