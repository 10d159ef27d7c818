import type { NdArray } from "ndarray";

/** What the functions read: an `ndarray`, or any object that lays out numbers as one does. */
export interface NdArrayLike {
  /** The values, in any order that `stride` and `offset` explain. */
  readonly data: ArrayLike<number>;
  /** Length of each axis. */
  readonly shape: readonly number[];
  /** Steps in `data` from one index to the next, per axis. */
  readonly stride: readonly number[];
  /** Where in `data` the element of index 0, 0, … lies. */
  readonly offset: number;
}

/** How a waveform is cut into frames. */
export interface FrameOptions {
  /** Samples per window. @default 1022 (46 ms at 22 050 Hz, 512 bins) */
  readonly windowLength?: number;
  /** Samples from one frame to the next. @default half a window, rounded down (511, 23 ms) */
  readonly hopLength?: number;
  /** Half a window is added on both sides, so that frame t has its middle at t · hop. @default true */
  readonly centered?: boolean;
}

/** What stands beyond the ends: the waveform mirrored about its last sample, or zeros. */
export type Padding = "reflect" | "constant";

/** How a waveform is transformed. */
export interface StftOptions extends FrameOptions {
  /** What a centered transform adds at the ends. @default "reflect" */
  readonly padding?: Padding;
}

/** Sample rates in Hz, whole numbers. */
export interface ResampleOptions {
  /** Samples per second of the given waveform. */
  readonly from: number;
  /** Samples per second of the returned waveform. */
  readonly to: number;
}

/** A complex spectrum as the functions return it, `[frames, bins]`. */
export interface Spectrum {
  /** Real parts. */
  readonly real: NdArray<Float32Array>;
  /** Imaginary parts. */
  readonly imaginary: NdArray<Float32Array>;
}

/** A complex spectrum as the functions read it: two arrays of one shape. */
export interface SpectrumLike {
  /** Real parts. */
  readonly real: NdArrayLike;
  /** Imaginary parts. */
  readonly imaginary: NdArrayLike;
}

/** A spectrum in polar form, `[frames, bins]`. */
export interface Spectrogram {
  /** Amplitudes, at least 0. */
  readonly amplitude: NdArray<Float32Array>;
  /** Phases in radians, in (−π, π]; 0 where the amplitude is 0. */
  readonly phase: NdArray<Float32Array>;
}
