import ndarray, { type NdArray } from "ndarray";
import { checkFinite } from "./check-finite.ts";
import { createFft } from "./fft.ts";
import { type Framing, framing } from "./framing.ts";
import { hannWindow } from "./hann-window.ts";
import { MOST_VALUES } from "./limits.ts";
import { positiveInteger } from "./positive-integer.ts";
import { spectrumParts } from "./spectrum-parts.ts";
import type { FrameOptions, SpectrumLike } from "./types.ts";

/** How a spectrum was made, and how much of the waveform is wanted. */
export interface IstftOptions extends FrameOptions {
  /**
   * Samples to return, at most what the last window reaches.
   * @default where the last frame's middle stands if centered, else where its window ends
   */
  readonly length?: number;
}

/**
 * The waveform whose short-time Fourier transform is nearest to a spectrum: the inverse of
 * {@link stft}.
 *
 * Frames are transformed back, windowed again, added up and divided by the sum of the squared
 * windows (Griffin and Lim 1984, eq. 6). Samples that no window reaches are 0: the gaps of a hop
 * longer than the window and, uncentered, the first sample.
 *
 * @param spectrum - real and imaginary parts, `[frames, bins]`
 * @param options - the window, hop and centering of the transform, in samples
 * @returns `[samples]`, the caller's own
 * @throws TypeError if a part is no ndarray; RangeError if shapes, options or numbers do not fit
 * @example
 * ```ts
 * import { istft, stft } from "@ssl/audio-stft";
 * import ndarray from "ndarray";
 *
 * const waveform = ndarray(Float32Array.from({ length: 5000 }, (_, i) => Math.sin(i / 9)));
 * const again = istft(stft(waveform), { length: 5000 });
 * console.log(Math.abs(again.get(4321) - waveform.get(4321)) < 1e-6); // true
 * ```
 */
export function istft(spectrum: SpectrumLike, options: IstftOptions = {}): NdArray<Float32Array> {
  const frame = framing("istft", options);
  const [real, imaginary] = spectrumParts("istft", spectrum);
  const { shape } = spectrum.real;
  checkShape(shape, frame);
  checkFinite("istft", "spectrum.real", real, shape);
  checkFinite("istft", "spectrum.imaginary", imaginary, shape);
  const { windowLength, hopLength, margin, bins } = frame;
  const frames = shape[0]!;
  const end = (frames - 1) * hopLength + windowLength;
  const { length = Math.max(1, end - 2 * margin) } = options;
  positiveInteger("istft", "length", length, Math.min(end - margin, MOST_VALUES));

  const fft = createFft(windowLength);
  const window = hannWindow(windowLength);
  const sum = new Float64Array(length);
  const weight = new Float64Array(length);
  const re = new Float64Array(windowLength);
  const im = new Float64Array(windowLength);
  for (let t = 0; t < frames; t++) {
    fillSymmetric(real.subarray(t * bins, (t + 1) * bins), re, 1);
    fillSymmetric(imaginary.subarray(t * bins, (t + 1) * bins), im, -1);
    fft(im, re); // swapped: the inverse, unscaled
    const start = t * hopLength - margin;
    const last = Math.min(windowLength, length - start);
    for (let n = Math.max(0, -start); n < last; n++) {
      sum[start + n]! += (re[n]! / windowLength) * window[n]!;
      weight[start + n]! += window[n]! ** 2;
    }
  }
  return ndarray(Float32Array.from(sum, (value, i) => (weight[i]! > 0 ? value / weight[i]! : 0)));
}

/** Completes the half spectrum of a real signal: X[N − k] is the conjugate of X[k]. */
function fillSymmetric(half: Float32Array, whole: Float64Array, sign: 1 | -1): void {
  const length = whole.length;
  whole.set(half);
  for (let k = 1; 2 * k < length; k++) whole[length - k] = sign * half[k]!;
  if (sign === 1) return;
  whole[0] = 0;
  if (length % 2 === 0) whole[length / 2] = 0;
}

function checkShape(shape: readonly number[], { windowLength, bins }: Framing): void {
  const [frames, width] = shape;
  if (shape.length !== 2 || !frames || width !== bins) {
    throw new RangeError(
      `istft: expected spectrum of shape [frames, ${bins}] for windowLength ${windowLength}, ` +
        `got [${shape.join(", ")}]. Give the windowLength of the transform.`,
    );
  }
}
