import { fillWords, wordState } from "./random-words.ts";

/** Columns that are summed together. */
const LANES = 4;

/**
 * The sums of columns over bootstrap resamples: n rows drawn with replacement, the same for all
 * columns. A column's sums do not depend on its company, to the last bit.
 *
 * A row is ⌊word · n / 2³²⌋, so its probability is off by at most n / 2³² of itself.
 *
 * @param columns - of one length n, finite
 * @param options - the run's seed, and how many resamples
 * @returns for each column a sum for each resample
 */
export function resampledSums(
  columns: readonly Float64Array[],
  { seed, resamples }: { readonly seed: number; readonly resamples: number },
): Float64Array[] {
  const sums = columns.map(() => new Float64Array(resamples));
  const length = columns[0]?.length ?? 0;
  const groups = Array.from({ length: Math.ceil(columns.length / LANES) }, (_, group) =>
    interleaved(columns.slice(group * LANES, (group + 1) * LANES), length),
  );
  const state = wordState(seed, "bootstrap");
  const words = new Uint32Array(length);
  const [first, second] = [new Float64Array(length), new Float64Array(length)];
  const pair = new Float64Array(2 * LANES);
  for (let resample = 0; resample < resamples; resample += 2) {
    drawCounts(state, words, first);
    drawCounts(state, words, second);
    for (const [group, rows] of groups.entries()) {
      addPair(first, second, rows, pair);
      for (let lane = 0; lane < LANES; lane++) {
        const column = sums[group * LANES + lane];
        if (column === undefined) break;
        column[resample] = pair[lane]!;
        // Beyond the end, where `resamples` is odd, an assignment to a typed array does nothing.
        column[resample + 1] = pair[LANES + lane]!;
      }
    }
  }
  return sums;
}

/** The columns side by side, row by row, zeros where there are fewer than `LANES`. */
function interleaved(columns: readonly Float64Array[], length: number): Float64Array {
  const rows = new Float64Array(length * LANES);
  for (const [lane, column] of columns.entries()) {
    for (let i = 0; i < length; i++) rows[i * LANES + lane] = column[i]!;
  }
  return rows;
}

/** How often each row is in one resample. */
function drawCounts(state: Int32Array, words: Uint32Array, counts: Float64Array): void {
  fillWords(state, words);
  counts.fill(0);
  const scale = counts.length / 2 ** 32;
  for (let i = 0; i < words.length; i++) {
    const row = (words[i]! * scale) | 0;
    counts[row] = counts[row]! + 1;
  }
}

/** Two resamples' sums of four columns. Four at a time, because registers hold no more. */
function addPair(
  first: Float64Array,
  second: Float64Array,
  rows: Float64Array,
  sums: Float64Array,
): void {
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  const length = first.length;
  for (let i = 0, k = 0; i < length; i++, k += 4) {
    const a = first[i]!;
    const b = second[i]!;
    const x0 = rows[k]!;
    const x1 = rows[k + 1]!;
    const x2 = rows[k + 2]!;
    const x3 = rows[k + 3]!;
    a0 += a * x0;
    a1 += a * x1;
    a2 += a * x2;
    a3 += a * x3;
    b0 += b * x0;
    b1 += b * x1;
    b2 += b * x2;
    b3 += b * x3;
  }
  sums[0] = a0;
  sums[1] = a1;
  sums[2] = a2;
  sums[3] = a3;
  sums[4] = b0;
  sums[5] = b1;
  sums[6] = b2;
  sums[7] = b3;
}
