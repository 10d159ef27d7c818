import type { KernelMemory, MapKernels } from "./map-kernels.ts";
import { nextFloat } from "./next-float.ts";

/** Pixels looked at to guess where an order statistic lies. */
const SAMPLE = 512;
/** How far from the guess the bracket reaches, in places of the sample. */
const REACH = 12;

/** A map in the kernels' memory, with room for as many numbers at `list` and for one at `above`. */
export interface KernelMap {
  readonly kernels: MapKernels;
  readonly memory: KernelMemory;
  readonly map: number;
  readonly pixels: number;
  readonly list: number;
  readonly above: number;
}

/** Two values between which an order statistic was found, for a guess at the next one. */
export interface Bracket {
  low: number;
  high: number;
}

/** The bracket of one who knows nothing. */
export function emptyBracket(): Bracket {
  return { low: Infinity, high: -Infinity };
}

/**
 * The value with `rank` pixels before it in ascending order. A bracket around it is taken from the
 * last search or guessed from a sample (as in Floyd and Rivest's SELECT), and only the pixels in it are
 * ordered.
 */
export function orderStatistic(of: KernelMap, rank: number, bracket: Bracket): number {
  if (bracket.low <= bracket.high) {
    const found = inBracket(of, rank, bracket);
    if (found !== undefined) return found;
  }
  const { memory, map, pixels } = of;
  const sample = sampleOf(memory.floats.subarray(map, map + pixels));
  const place = (rank / pixels) * sample.length;
  for (let reach = REACH; ; reach *= 4) {
    bracket.low = quantile(sample, Math.floor(place) - reach);
    bracket.high = quantile(sample, Math.ceil(place) + reach);
    const found = inBracket(of, rank, bracket);
    if (found !== undefined) return found;
  }
}

/** Undefined if it lies outside. */
function inBracket(of: KernelMap, rank: number, { low, high }: Bracket): number | undefined {
  const { kernels, memory, map, pixels, list, above } = of;
  const gathered = kernels.gather(map, pixels, low, high, list, above);
  const lower = pixels - gathered - memory.ints[above]!;
  if (rank < lower) return undefined;
  if (rank < lower + gathered) {
    return nth(memory.floats.subarray(list, list + gathered), rank - lower);
  }
  if (high === Infinity) return undefined;
  // Many pixels may share the bracket's end.
  const same = kernels.gather(map, pixels, high, nextFloat(high), list, above);
  return rank < lower + gathered + same ? high : undefined;
}

function sampleOf(values: Float32Array): Float32Array {
  if (values.length <= SAMPLE) return values.slice();
  const step = values.length / SAMPLE;
  return Float32Array.from({ length: SAMPLE }, (_, i) => values[Math.floor((i + 0.5) * step)]!);
}

/** Infinite outside the sample. */
function quantile(sample: Float32Array, place: number): number {
  if (place < 0) return -Infinity;
  return place < sample.length ? nth(sample, place) : Infinity;
}

/** Hoare's FIND: the value with `rank` others before it; reorders the values. */
function nth(values: Float32Array, rank: number): number {
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    const pivot = values[(first + last) >> 1]!;
    let i = first;
    let j = last;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const swapped = values[i]!;
        values[i++] = values[j]!;
        values[j--] = swapped;
      }
    }
    if (rank <= j) last = j;
    else if (rank >= i) first = i;
    else break;
  }
  return values[rank]!;
}
