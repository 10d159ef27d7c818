import ndarray, { type NdArray } from "ndarray";
import { polarPhase } from "./polar.ts";
import { spectrumParts } from "./spectrum-parts.ts";
import type { SpectrumLike } from "./types.ts";

/**
 * The phase of a complex spectrum, the angle of re + i im.
 *
 * @param spectrum - real and imaginary parts of one shape, any number of axes
 * @returns radians in (−π, π], of that shape, the caller's own; 0 for an exact 0 of any sign
 * @throws TypeError if a part is no ndarray; RangeError if the shapes differ
 * @example
 * ```ts
 * import { phase } from "@ssl/audio-stft";
 * import ndarray from "ndarray";
 *
 * console.log(phase({ real: ndarray([0]), imaginary: ndarray([2]) }).get(0).toFixed(4)); // 1.5708
 * ```
 */
export function phase(spectrum: SpectrumLike): NdArray<Float32Array> {
  const [real, imaginary] = spectrumParts("phase", spectrum);
  return ndarray(
    real.map((re, i) => polarPhase(re, imaginary[i]!)),
    [...spectrum.real.shape],
  );
}
