import type { StftOptions } from "../src/index.ts";

/** A spectrum in float64, row-major `[frames, bins]`. */
export interface PlainSpectrum {
  readonly frames: number;
  readonly bins: number;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** The short-time Fourier transform by its definition: slow, and without any of the package's code. */
export function stftByDefinition(
  waveform: ArrayLike<number>,
  { windowLength, hopLength, centered, padding }: Required<StftOptions>,
): PlainSpectrum {
  const margin = centered ? Math.floor(windowLength / 2) : 0;
  const sample = (index: number): number => {
    let i = index;
    if (padding === "constant" || waveform.length === 1) {
      if (i >= 0 && i < waveform.length) return waveform[i]!;
      return padding === "constant" ? 0 : waveform[0]!;
    }
    while (i < 0 || i >= waveform.length) i = i < 0 ? -i : 2 * (waveform.length - 1) - i;
    return waveform[i]!;
  };
  const frames = 1 + Math.floor((waveform.length + 2 * margin - windowLength) / hopLength);
  const bins = 1 + Math.floor(windowLength / 2);
  const real = new Float64Array(frames * bins);
  const imaginary = new Float64Array(frames * bins);
  for (let n = 0; n < windowLength; n++) {
    const hann = windowLength === 1 ? 1 : Math.sin((Math.PI * n) / windowLength) ** 2;
    for (let t = 0; t < frames; t++) {
      const value = sample(t * hopLength - margin + n) * hann;
      for (let k = 0; k < bins; k++) {
        const angle = (-2 * Math.PI * ((k * n) % windowLength)) / windowLength;
        real[t * bins + k]! += value * Math.cos(angle);
        imaginary[t * bins + k]! += value * Math.sin(angle);
      }
    }
  }
  return { frames, bins, real, imaginary };
}
