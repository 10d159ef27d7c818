import { LONGEST_WINDOW } from "./limits.ts";
import { positiveInteger } from "./positive-integer.ts";
import type { FrameOptions } from "./types.ts";

/** Frame options, checked and complete. */
export interface Framing {
  readonly windowLength: number;
  readonly hopLength: number;
  /** Samples added on either side. */
  readonly margin: number;
  /** Frequencies from 0 to half the sample rate: 1 + ⌊window / 2⌋. */
  readonly bins: number;
}

/** Fills in the defaults, and refuses what cannot be. */
export function framing(caller: string, options: FrameOptions): Framing {
  const { windowLength = 1022, centered = true } = options;
  positiveInteger(caller, "windowLength", windowLength, LONGEST_WINDOW);
  const half = Math.floor(windowLength / 2);
  const { hopLength = Math.max(1, half) } = options;
  positiveInteger(caller, "hopLength", hopLength);
  if (typeof centered !== "boolean") {
    throw new TypeError(`${caller}: expected centered to be a boolean, got ${typeof centered}.`);
  }
  return { windowLength, hopLength, margin: centered ? half : 0, bins: 1 + half };
}

/** Frames of a waveform; refuses one that is too short for any. */
export function framesOf(caller: string, samples: number, frame: Framing): number {
  const { windowLength, hopLength, margin } = frame;
  const spare = samples + 2 * margin - windowLength;
  if (spare < 0) {
    throw new RangeError(
      `${caller}: expected waveform of at least ${windowLength - 2 * margin} samples, ` +
        `got ${samples}. Shorter ones can be transformed with centered: true.`,
    );
  }
  return 1 + Math.floor(spare / hopLength);
}
