import { bcaInterval, jackknifeAcceleration, percentileInterval } from "./bca-interval.ts";
import { pooledStatistics } from "./pooled-statistics.ts";
import { resampledSums } from "./resampled-sums.ts";
import { checkResamples, checkStatistics, type Statistic } from "./statistic.ts";

/** How intervals are drawn. */
export interface BootstrapOptions {
  /** The seed, an integer in 0 … 2³² − 1; equal ones give equal intervals. */
  readonly seed: number;
  /** Sets of samples drawn with replacement. @default 10000 */
  readonly resamples?: number;
  /** The share of repetitions of the whole study that intervals should cover, in 0…1. @default 0.95 */
  readonly level?: number;
}

/** A statistic, and how far other samples of the same kind might have moved it; in its own unit. */
export interface StatisticIntervals {
  /** The statistic of the samples as they are; `NaN` if a column has no defined value. */
  readonly estimate: number;
  /** The percentile interval: quantiles of the resampled statistic. */
  readonly percentile: readonly [lower: number, upper: number];
  /** The bias-corrected and accelerated interval, the better one where the two differ. */
  readonly bca: readonly [lower: number, upper: number];
  /** Resamples left out because a column had no defined value in them. */
  readonly undefinedResamples: number;
}

/**
 * How far statistics of a set of samples would move with other samples: bootstrap intervals.
 *
 * Not in the paper, which prints none. Samples are drawn with replacement, as many as there are, and
 * the statistic is taken of each such resample. `percentile` are the (1 ± level) / 2 quantiles of
 * these values; `bca` are quantiles at other shares, by the median bias z₀ (values equal to the
 * estimate count half) and the acceleration a, from the jackknife (Efron, _Better bootstrap
 * confidence intervals_, J. Amer. Statist. Assoc. 82, 1987).
 *
 * All statistics of a call see the same draws, so the difference of two is drawn pair by pair: give
 * it as one statistic of weights 1 and −1. The draws depend on seed, number of samples and resamples
 * alone: what other statistics are in a call changes nothing, to the last bit.
 *
 * Samples must be independent of each other. Where several come from one video, make that video's
 * mean one sample.
 *
 * @param statistics - all columns of one length n, at least 1; values finite or `NaN`
 * @param options - the seed, how many resamples, the level
 * @returns one entry for each statistic, in order. Resamples in which a column has no defined value
 * are left out, as are such samples in the jackknife; if none is left, both intervals are `NaN`. A
 * statistic that no resample moves (n = 1, equal values) has the interval of one point. The
 * caller's own
 * @throws TypeError if a column is not an array; RangeError if lengths differ or are 0, a value or
 * weight is infinite, or an option is out of its range
 * @example
 * ```ts
 * import { bootstrapIntervals } from "@ssl/metrics-ciou";
 *
 * const ours = [0.7, 0.4, 0.9, 0.8, 0.6, 0.5];
 * const theirs = [0.6, 0.4, 0.7, 0.7, 0.6, 0.3];
 * const [mean, gain] = bootstrapIntervals(
 *   [{ columns: [ours] }, { columns: [ours, theirs], weights: [1, -1] }],
 *   { seed: 1 },
 * );
 * console.log(mean?.bca.map((end) => end.toFixed(2))); // [ '0.52', '0.78' ]
 * console.log(gain?.bca.map((end) => end.toFixed(2))); // [ '0.03', '0.17' ]
 * ```
 */
export function bootstrapIntervals(
  statistics: readonly Statistic[],
  { seed, resamples = 10_000, level = 0.95 }: BootstrapOptions,
): StatisticIntervals[] {
  checkStatistics("bootstrapIntervals", statistics);
  checkResamples("bootstrapIntervals", resamples);
  if (!(level > 0 && level < 1)) {
    throw new RangeError(
      `bootstrapIntervals: expected level between 0 and 1, got ${level}. Write 95 % as 0.95.`,
    );
  }
  const { columns, means } = pooledStatistics(statistics);
  const sums = resampledSums(columns, { seed, resamples });
  const totals = columns.map((column) => column.reduce((sum, value) => sum + value, 0));
  return means.map((parts) => {
    const values = new Float64Array(resamples);
    let estimate = 0;
    let largest = 0;
    for (const { shift, values: v, defined: d } of parts) {
      const [sum, count] = [sums[v]!, sums[d]!];
      for (let r = 0; r < resamples; r++) values[r] = values[r]! + (shift + sum[r]! / count[r]!);
      estimate += shift + totals[v]! / totals[d]!;
      largest += columns[v]!.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    }
    const ascending = values.filter((value) => !Number.isNaN(value)).sort();
    const acceleration = jackknifeAcceleration(parts, columns, totals);
    // Sums of the same values in another order differ by less than this.
    const tie = 1e-12 * largest;
    return {
      estimate,
      percentile: percentileInterval(ascending, level),
      bca: bcaInterval(ascending, { estimate, tie, acceleration, level }),
      undefinedResamples: resamples - ascending.length,
    };
  });
}
