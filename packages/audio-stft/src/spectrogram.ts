import { spectrumArrays } from "./spectrum-arrays.ts";
import type { NdArrayLike, Spectrogram, StftOptions } from "./types.ts";

/**
 * Amplitude and phase of the short-time Fourier transform: {@link stft} in polar form, in one pass.
 *
 * @param waveform - `[samples]`, mono, finite; usually in [−1, 1]
 * @param options - window, hop and padding, in samples
 * @returns amplitudes (at least 0, unscaled) and phases in (−π, π], `[frames, bins]`, the caller's
 * own; both are exactly 0 where a frame is silent
 * @throws TypeError if the waveform is no ndarray; RangeError if it is empty, not mono, not finite
 * or too short, or if an option is out of range
 * @example
 * ```ts
 * import { spectrogram } from "@ssl/audio-stft";
 * import ndarray from "ndarray";
 *
 * const tone = Float32Array.from({ length: 22_050 }, (_, i) => Math.sin((2 * Math.PI * i) / 73));
 * const { amplitude } = spectrogram(ndarray(tone));
 * console.log(amplitude.get(20, 14).toFixed(2)); // 255.50
 * ```
 */
export function spectrogram(waveform: NdArrayLike, options: StftOptions = {}): Spectrogram {
  const [amplitude, phase] = spectrumArrays("spectrogram", waveform, options, "polar");
  return { amplitude, phase };
}
