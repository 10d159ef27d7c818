import { denseArray } from "./dense-array.ts";
import type { SpectrumLike } from "./types.ts";

/** Both parts of a spectrum, row-major, after a check that they fit each other. */
export function spectrumParts(
  caller: string,
  spectrum: SpectrumLike,
): [real: Float32Array, imaginary: Float32Array] {
  const real = denseArray(caller, "spectrum.real", spectrum.real);
  const imaginary = denseArray(caller, "spectrum.imaginary", spectrum.imaginary);
  const shape = spectrum.real.shape.join(", ");
  const other = spectrum.imaginary.shape.join(", ");
  if (shape !== other) {
    throw new RangeError(
      `${caller}: expected real and imaginary parts of one shape, got [${shape}] and [${other}].`,
    );
  }
  return [real, imaginary];
}
