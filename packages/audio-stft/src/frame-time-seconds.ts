import { type FrameTimeOptions, frameClock } from "./frame-clock.ts";

/**
 * The time at the middle of a frame, where the window is 1.
 *
 * @param frame - index of the frame, at least 0
 * @param options - sample rate in Hz; window, hop and centering, in samples
 * @returns seconds after the waveform's first sample
 * @throws RangeError if `frame` is not an integer of at least 0
 * @example
 * ```ts
 * import { frameTimeSeconds } from "@ssl/audio-stft";
 *
 * console.log(frameTimeSeconds(100, { sampleRate: 22_050 }).toFixed(3)); // 2.317
 * ```
 */
export function frameTimeSeconds(frame: number, options: FrameTimeOptions): number {
  if (!Number.isInteger(frame) || frame < 0) {
    throw new RangeError(
      `frameTimeSeconds: expected frame to be an integer of at least 0, got ${frame}.`,
    );
  }
  const { hopSeconds, firstSeconds } = frameClock("frameTimeSeconds", options);
  return frame * hopSeconds + firstSeconds;
}
