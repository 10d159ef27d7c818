import { positiveInteger } from "./positive-integer.ts";
import type { ResampleOptions } from "./types.ts";

/** Zero crossings of the sinc on either side: the length of the filter. */
const ZERO_CROSSINGS = 32;
/** Cut-off over half the lower rate; the rest of the band is the slope. */
const ROLL_OFF = 0.94;
/** Shape of the Kaiser window; 12 leaves less than −118 dB beyond the slope. */
const BETA = 12;
/** Most filter values: 32 MiB of float32. Every pair of usual rates stays below 100 000. */
const MOST_TAPS = 2 ** 23;
/** Rows are filled up with zeros to a multiple of what the SIMD kernel reads at once. */
const ROW_MULTIPLE = 16;

/** A bank of `up` filters, one for each place of an output sample between two input samples. */
export interface ResamplingFilter {
  /** Output samples per `down` input samples; the two have no common divisor. */
  readonly up: number;
  readonly down: number;
  /** Values in a row of `taps`, a multiple of 16. */
  readonly rowLength: number;
  /** Input samples in a row before the output's place: row element k weighs sample i + k − lead. */
  readonly lead: number;
  /** `[up, rowLength]`; row p serves outputs p / `up` after an input sample. */
  readonly taps: Float32Array;
}

/** The filter of the last call: the clips of a set mostly have one rate, and a design takes 2 ms. */
let latest: { readonly rates: string; readonly filter: ResamplingFilter } | undefined;

/** The filter for two rates; refuses pairs whose filter would be too large. */
export function resamplingFilter({ from, to }: ResampleOptions): ResamplingFilter {
  positiveInteger("resample", "from", from);
  positiveInteger("resample", "to", to);
  const rates = `${from} Hz to ${to} Hz`;
  if (latest?.rates !== rates) latest = { rates, filter: designedFilter(from, to, rates) };
  return latest.filter;
}

function designedFilter(from: number, to: number, rates: string): ResamplingFilter {
  const divisor = greatestCommonDivisor(from, to);
  const up = to / divisor;
  const down = from / divisor;
  if (up === down) return { up, down, rowLength: 0, lead: 0, taps: new Float32Array(0) };
  const cutOff = ROLL_OFF * Math.min(1, to / from);
  const half = Math.ceil(ZERO_CROSSINGS / cutOff);
  const rowLength = Math.ceil((2 * half) / ROW_MULTIPLE) * ROW_MULTIPLE;
  if (up * rowLength > MOST_TAPS) {
    throw new RangeError(
      `resample: expected rates whose filter has at most ${MOST_TAPS} values, ` +
        `got ${up * rowLength} for ${rates}. ` +
        "Go in two steps, through a rate that has a large divisor in common with both.",
    );
  }
  const taps = new Float32Array(up * rowLength);
  const lead = half - 1;
  for (let row = 0; row < up; row++) {
    for (let k = 0; k < 2 * half; k++) {
      const time = k - lead - row / up; // in input samples, from the output's place
      taps[row * rowLength + k] = cutOff * sinc(cutOff * time) * kaiser(time / half);
    }
  }
  return { up, down, rowLength, lead, taps };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** The Kaiser window at −1 … 1. */
function kaiser(x: number): number {
  return Math.abs(x) > 1 ? 0 : besselI0(BETA * Math.sqrt(1 - x * x)) / besselI0(BETA);
}

/** The modified Bessel function of order 0 by its power series Σ ((x / 2)ᵏ / k!)². */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= (x / 2 / k) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
