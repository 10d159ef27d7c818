import FFT from "fft.js";

/** How alike two recordings are where they are most alike. */
export interface SoundLikeness {
  /** The magnitude of the correlation over what overlaps, 0 … 1; 0 if one is silent. */
  readonly correlation: number;
  /** Samples by which the second begins later than the first. */
  readonly shift: number;
}

/** The share of the energy of one of the two that has to lie in what overlaps. */
const LEAST_OVERLAP = 0.5;

/**
 * Shifts two recordings against each other and finds where they correlate best.
 *
 * Normalised by the energy of what overlaps, so that an excerpt correlates fully with what it was
 * taken from; by magnitude, so that a recording upside down is the same. At least half of the energy
 * of one of the two has to overlap.
 *
 * @param first - without its mean
 * @param second - at the same rate, without its mean
 * @returns the correlation and where it is found
 */
export function soundLikeness(first: Float64Array, second: Float64Array): SoundLikeness {
  let size = 2;
  while (size < first.length + second.length) size *= 2;
  const products = crossCorrelation(first, second, size);
  const a = energies(first);
  const b = energies(second);
  const [wholeA, wholeB] = [a.at(-1)!, b.at(-1)!];
  let best: SoundLikeness = { correlation: 0, shift: 0 };
  for (let shift = 1 - second.length; shift < first.length; shift++) {
    const from = Math.max(0, shift);
    const to = Math.min(first.length, second.length + shift);
    const inA = a[to]! - a[from]!;
    const inB = b[to - shift]! - b[from - shift]!;
    if (inA < LEAST_OVERLAP * wholeA && inB < LEAST_OVERLAP * wholeB) continue;
    if (!(inA > 0 && inB > 0)) continue;
    const product = Math.abs(products[2 * ((shift + size) % size)]!);
    const correlation = Math.min(1, product / Math.sqrt(inA * inB));
    if (correlation > best.correlation) best = { correlation, shift };
  }
  return best;
}

/** Σ first[i + shift] · second[i] at every shift, modulo `size`, as the real parts. */
function crossCorrelation(first: Float64Array, second: Float64Array, size: number): Float64Array {
  const fft = new FFT(size);
  const spectrum = (samples: Float64Array): Float64Array => {
    const padded = new Float64Array(size);
    padded.set(samples);
    const out = new Float64Array(2 * size);
    fft.realTransform(out, padded);
    fft.completeSpectrum(out);
    return out;
  };
  const a = spectrum(first);
  const b = spectrum(second);
  for (let i = 0; i < a.length; i += 2) {
    const [re, im] = [a[i]!, a[i + 1]!];
    a[i] = re * b[i]! + im * b[i + 1]!;
    a[i + 1] = im * b[i]! - re * b[i + 1]!;
  }
  fft.inverseTransform(b, a);
  return b;
}

/** Sums of squares up to each sample. */
function energies(samples: Float64Array): Float64Array {
  const sums = new Float64Array(samples.length + 1);
  for (let i = 0; i < samples.length; i++) sums[i + 1] = sums[i]! + samples[i]! ** 2;
  return sums;
}
