import ndarray, { type NdArray } from "ndarray";
import { polarAmplitude } from "./polar.ts";
import { spectrumParts } from "./spectrum-parts.ts";
import type { SpectrumLike } from "./types.ts";

/**
 * The amplitude of a complex spectrum, |re + i im|.
 *
 * @param spectrum - real and imaginary parts of one shape, any number of axes
 * @returns amplitudes, at least 0, of that shape, the caller's own
 * @throws TypeError if a part is no ndarray; RangeError if the shapes differ
 * @example
 * ```ts
 * import { amplitude } from "@ssl/audio-stft";
 * import ndarray from "ndarray";
 *
 * console.log(amplitude({ real: ndarray([3]), imaginary: ndarray([-4]) }).get(0)); // 5
 * ```
 */
export function amplitude(spectrum: SpectrumLike): NdArray<Float32Array> {
  const [real, imaginary] = spectrumParts("amplitude", spectrum);
  return ndarray(
    real.map((re, i) => polarAmplitude(re, imaginary[i]!)),
    [...spectrum.real.shape],
  );
}
