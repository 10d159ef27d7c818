import { fillWords, wordState } from "./random-words.ts";
import { checkColumn, checkResamples } from "./statistic.ts";

/** How a test is drawn. */
export interface PermutationOptions {
  /** The seed, an integer in 0 … 2³² − 1; equal ones give equal results. */
  readonly seed: number;
  /** Random exchanges of the pairs. @default 10000 */
  readonly resamples?: number;
}

/** What a test of two sets of paired values found. */
export interface PermutationResult {
  /** Mean of a − b over the pairs, in their unit; `NaN` without a pair. */
  readonly difference: number;
  /** Two-sided, in 1 / (1 + `resamples`) … 1; `NaN` without a pair. */
  readonly pValue: number;
  /** Pairs of two defined values. */
  readonly count: number;
  /** Pairs left out because either value is `NaN`. */
  readonly undefinedCount: number;
}

/**
 * Whether two sets of maps of the same samples differ by more than chance: the paired sign-flip test.
 *
 * Not in the paper. If neither set is better, the two scores of a sample might as well be exchanged.
 * So every pair is exchanged with probability ½, many times over, and
 * p = (1 + #{|D*| ≥ |D|}) / (1 + `resamples`), D the mean difference (Phipson and Smyth,
 * _Permutation p-values should never be zero_, 2010). D* counts as equal to D within 1e-12 of the
 * mean |a − b|, so that ties do not depend on rounding.
 *
 * @param a - one set's value for each sample; finite, or `NaN` where it is undefined
 * @param b - the other set's, for the same samples in the same order
 * @param options - the seed and how many resamples
 * @returns the mean difference and its p-value. Exchanging `a` and `b` changes the difference's sign
 * and nothing else; with equal sets p is 1. The caller's own
 * @throws TypeError if `a` or `b` is not an array; RangeError if their lengths differ or are 0, a
 * value is infinite, or an option is out of its range
 * @example
 * ```ts
 * import { permutationTest } from "@ssl/metrics-ciou";
 *
 * const ours = [0.7, 0.4, 0.9, 0.8, 0.6, 0.5];
 * const theirs = [0.6, 0.4, 0.7, 0.7, 0.6, 0.3];
 * const { difference, pValue } = permutationTest(ours, theirs, { seed: 1 });
 * console.log(difference.toFixed(2), pValue.toFixed(1)); // 0.10 0.1
 * ```
 */
export function permutationTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  { seed, resamples = 10_000 }: PermutationOptions,
): PermutationResult {
  checkColumn("permutationTest", "a", a, a?.length);
  checkColumn("permutationTest", "b", b, a.length);
  checkResamples("permutationTest", resamples);
  const differences = Float64Array.from(a, (value, i) => value - b[i]!).filter(
    (difference) => !Number.isNaN(difference),
  );
  const count = differences.length;
  const sum = differences.reduce((total, difference) => total + difference, 0);
  const spread = differences.reduce((total, difference) => total + Math.abs(difference), 0);
  const least = Math.abs(sum) - 1e-12 * spread;
  let atLeast = 0;
  for (const flipped of flippedSums(differences, { seed, resamples })) {
    if (Math.abs(flipped) >= least) atLeast++;
  }
  return {
    difference: sum / count,
    pValue: count === 0 ? Number.NaN : (1 + atLeast) / (1 + resamples),
    count,
    undefinedCount: a.length - count,
  };
}

/** Sums of the values, each with a random sign. */
function flippedSums(
  values: Float64Array,
  { seed, resamples }: { readonly seed: number; readonly resamples: number },
): Float64Array {
  const state = wordState(seed, "permutation");
  const words = new Uint32Array(Math.ceil(values.length / 32));
  // Value and negative side by side: a random bit picks one without a branch.
  const signed = new Float64Array(2 * values.length);
  for (const [i, value] of values.entries()) signed.set([value, -value], 2 * i);
  return new Float64Array(resamples).map(() => {
    fillWords(state, words);
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      sum += signed[2 * i + ((words[i >>> 5]! >>> (i & 31)) & 1)]!;
    }
    return sum;
  });
}
