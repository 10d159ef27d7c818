import { framing } from "./framing.ts";
import { positiveInteger } from "./positive-integer.ts";
import type { FrameOptions } from "./types.ts";

/** Frames of a waveform with a clock. */
export interface FrameTimeOptions extends FrameOptions {
  /** Samples per second, Hz. */
  readonly sampleRate: number;
}

/** Seconds between frames, and the time at the middle of frame 0. */
export interface FrameClock {
  readonly hopSeconds: number;
  readonly firstSeconds: number;
}

/** Turns frame options into seconds. */
export function frameClock(caller: string, options: FrameTimeOptions): FrameClock {
  const { windowLength, hopLength, margin } = framing(caller, options);
  const sampleRate = positiveInteger(caller, "sampleRate", options.sampleRate);
  return {
    hopSeconds: hopLength / sampleRate,
    firstSeconds: (windowLength / 2 - margin) / sampleRate,
  };
}
