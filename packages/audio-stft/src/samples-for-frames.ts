import { framing } from "./framing.ts";
import { positiveInteger } from "./positive-integer.ts";
import type { FrameOptions } from "./types.ts";

/**
 * The shortest waveform that is cut into at least so many frames; up to `hopLength − 1` samples more
 * do not add a frame.
 *
 * They are exactly so many, but for one case: a single sample, centered under an even window with a
 * hop of 1, already has two frames.
 *
 * @param frames - number of frames, at least 1
 * @param options - window, hop and centering, in samples
 * @returns samples, at least 1
 * @throws RangeError if `frames` is not a positive integer
 * @example
 * ```ts
 * import { samplesForFrames } from "@ssl/audio-stft";
 *
 * console.log(samplesForFrames(432)); // 220241
 * ```
 */
export function samplesForFrames(frames: number, options: FrameOptions = {}): number {
  positiveInteger("samplesForFrames", "frames", frames);
  const { windowLength, hopLength, margin } = framing("samplesForFrames", options);
  return Math.max(1, (frames - 1) * hopLength + windowLength - 2 * margin);
}
