import { type FrameTimeOptions, frameClock } from "./frame-clock.ts";

/**
 * The frame whose middle is nearest to a time; the inverse of {@link frameTimeSeconds}.
 *
 * @param seconds - time after the waveform's first sample, at least 0
 * @param options - sample rate in Hz; window, hop and centering, in samples
 * @returns index of the frame, at least 0; the waveform may end before it
 * @throws RangeError if `seconds` is negative or not finite
 * @example
 * ```ts
 * import { frameAtSeconds } from "@ssl/audio-stft";
 *
 * console.log(frameAtSeconds(2.32, { sampleRate: 22_050 })); // 100
 * ```
 */
export function frameAtSeconds(seconds: number, options: FrameTimeOptions): number {
  if (!Number.isFinite(seconds) || seconds < 0) {
    throw new RangeError(
      `frameAtSeconds: expected seconds to be a finite number of at least 0, got ${seconds}.`,
    );
  }
  const { hopSeconds, firstSeconds } = frameClock("frameAtSeconds", options);
  return Math.max(0, Math.round((seconds - firstSeconds) / hopSeconds));
}
