import { spectrumArrays } from "./spectrum-arrays.ts";
import type { NdArrayLike, Spectrum, StftOptions } from "./types.ts";

/**
 * The short-time Fourier transform of a waveform under a periodic Hann window.
 *
 * X[t, k] = Σₙ x[n + t · hop − margin] w[n] exp(−2πi k n / window), margin = ⌊window / 2⌋ if
 * centered, else 0; unscaled, the phase relative to the frame's first sample, as in librosa and
 * PyTorch. A clip of half a window or less is mirrored as often as it takes.
 *
 * @param waveform - `[samples]`, mono, finite; usually in [−1, 1]
 * @param options - window, hop and padding, in samples
 * @returns real and imaginary parts, `[frames, bins]`, the caller's own; a frame of zeros is
 * exactly 0
 * @throws TypeError if the waveform is no ndarray; RangeError if it is empty, not mono, not finite
 * or too short, or if an option is out of range
 * @example
 * ```ts
 * import { stft } from "@ssl/audio-stft";
 * import ndarray from "ndarray";
 *
 * const { real } = stft(ndarray(new Float32Array(22_050).fill(1)));
 * console.log(real.shape, real.get(10, 0)); // [ 44, 512 ] 511
 * ```
 */
export function stft(waveform: NdArrayLike, options: StftOptions = {}): Spectrum {
  const [real, imaginary] = spectrumArrays("stft", waveform, options, "complex");
  return { real, imaginary };
}
