import { framesOf, framing } from "./framing.ts";
import { positiveInteger } from "./positive-integer.ts";
import type { FrameOptions } from "./types.ts";

/**
 * The number of frames a waveform is cut into.
 *
 * 1 + ⌊(samples + 2 margin − window) / hop⌋, margin = ⌊window / 2⌋ if centered, else 0.
 *
 * @param samples - length of the waveform, at least 1
 * @param options - window, hop and centering, in samples
 * @returns the frames, at least 1
 * @throws RangeError if the waveform is uncentered and shorter than a window
 * @example
 * ```ts
 * import { frameCount } from "@ssl/audio-stft";
 *
 * console.log(frameCount(220_500)); // 432: 10.0 s at 22 050 Hz
 * ```
 */
export function frameCount(samples: number, options: FrameOptions = {}): number {
  positiveInteger("frameCount", "samples", samples);
  return framesOf("frameCount", samples, framing("frameCount", options));
}
