import type { PictureLike } from "../types.ts";

/** A decoded picture and where it is from. */
export interface PictureMaterial {
  /** Its path in the pack's folder. */
  readonly file: string;
  /** [height, width, 3] for a background, [height, width, 4] for a cut-out. */
  readonly picture: PictureLike;
}

/** A cut-out of an object that makes no sound. */
export interface SilentMaterial extends PictureMaterial {
  /** What it is; several cut-outs may be of one class. */
  readonly class: string;
}

/** A cut-out of an object that can sound, with a recording. */
export interface SoundingMaterial extends SilentMaterial {
  /** The recording's path in the pack's folder. */
  readonly sound: string;
  /** Mono, its mean removed, trimmed at 2 % of its peak. */
  readonly waveform: Float32Array;
}

/** What benchmark scenes are composed of, decoded: plain data that a worker can be sent. */
export interface SceneMaterial {
  /** Of every recording, in Hz. */
  readonly sampleRate: number;
  /** Objects that can sound, each with its recording. */
  readonly sounding: readonly SoundingMaterial[];
  /** Objects that never sound. */
  readonly silent: readonly SilentMaterial[];
  /** Pictures to stand before. */
  readonly backgrounds: readonly PictureMaterial[];
  /** The SHA-256 of every file, in hexadecimal, by its path in the pack's folder. */
  readonly files: Readonly<Record<string, string>>;
}
