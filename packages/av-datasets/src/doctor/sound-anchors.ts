import FFT from "fft.js";
import { COMPARED_RATE } from "./comparable-sound.ts";

/** The loudest moments of a recording, each with a hash of what is heard around it. */
export interface SoundAnchors {
  /** Hashes of 64 bits in halves, the loudest moment first. */
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** Moments of a recording that are kept. */
const MOST_ANCHORS = 8;

/** Samples between two moments at least: a quarter of a second. */
const APART = COMPARED_RATE / 4;

/** Samples over which loudness is averaged, twice: 30 ms. */
const SMOOTHED = 240;

/** Samples of the spectra before and after a moment: 64 ms. */
const WINDOW = 512;

/** Bands of a spectrum, evenly spaced by pitch. */
const BANDS = 33;
const LOWEST_HZ = 100;
const HIGHEST_HZ = 3800;

/** Of the strongest band's energy: what is fainter by 60 dB is noise and tells nothing. */
const FAINT = 1e-6;

const HANN = Float64Array.from(
  { length: WINDOW },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WINDOW),
);

/** Where bands begin, in bins of the spectrum. */
const EDGES = Float64Array.from(
  { length: BANDS + 1 },
  (_, band) => (LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (band / BANDS) * WINDOW) / COMPARED_RATE,
);

/**
 * Fingerprints of a recording that stay when it is cut, made louder, or coded anew.
 *
 * Around each of the loudest moments, which are found to the sample, 32 bits say which of
 * neighbouring bands is the stronger in the 64 ms before it, and 32 in the 64 ms after it. Two
 * recordings that share a stretch share moments, and their bits differ in few places.
 *
 * @param clear - at 8 kHz, without rumble, not silent
 * @returns up to eight moments; none of an empty recording
 */
export function soundAnchors(clear: Float64Array): SoundAnchors {
  const moments = loudestMoments(loudness(clear));
  const low = Int32Array.from(moments, (at) => bandBits(clear, at - WINDOW));
  const high = Int32Array.from(moments, (at) => bandBits(clear, at));
  return { low, high };
}

function loudness(samples: Float64Array): Float64Array {
  const squares = samples.map((value) => value * value);
  return averaged(averaged(squares));
}

function averaged(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i]!;
    if (i >= SMOOTHED) sum -= values[i - SMOOTHED]!;
    const middle = i - SMOOTHED / 2;
    if (middle >= 0) out[middle] = sum;
  }
  return out;
}

function loudestMoments(loud: Float64Array): number[] {
  const peaks: number[] = [];
  for (let i = 1; i < loud.length - 1; i++) {
    if (loud[i]! > loud[i - 1]! && loud[i]! >= loud[i + 1]!) peaks.push(i);
  }
  peaks.sort((a, b) => loud[b]! - loud[a]! || a - b);
  const kept: number[] = [];
  for (const peak of peaks) {
    if (kept.every((other) => Math.abs(peak - other) >= APART)) kept.push(peak);
    if (kept.length === MOST_ANCHORS) return kept;
  }
  return kept.length > 0 || loud.length === 0 ? kept : [loud.length >> 1];
}

const fft = new FFT(WINDOW);

/** Which of neighbouring bands is the stronger in the window that begins at a sample. */
function bandBits(samples: Float64Array, start: number): number {
  const windowed = HANN.map((weight, i) => weight * (samples[start + i] ?? 0));
  const spectrum = new Float64Array(2 * WINDOW);
  fft.realTransform(spectrum, windowed);
  const power = (bin: number): number => spectrum[2 * bin]! ** 2 + spectrum[2 * bin + 1]! ** 2;
  const energies = new Float64Array(BANDS);
  for (let band = 0; band < BANDS; band++) {
    const middle = (EDGES[band]! + EDGES[band + 1]!) / 2;
    const half = Math.max(1, EDGES[band + 1]! - EDGES[band]!);
    let energy = 0;
    for (let bin = Math.max(1, Math.floor(middle - half)); bin < middle + half; bin++) {
      energy += Math.max(0, 1 - Math.abs(bin - middle) / half) * power(bin);
    }
    energies[band] = energy;
  }
  const least = FAINT * Math.max(...energies);
  let bits = 0;
  for (let band = 1; band < BANDS; band++) {
    if (energies[band - 1]! > energies[band]! + least) bits |= 1 << (band - 1);
  }
  return bits;
}
