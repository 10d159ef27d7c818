import { normalCdf, normalQuantile } from "./normal-distribution.ts";
import type { PooledMean } from "./pooled-statistics.ts";

/** What else than its resampled values a statistic's BCa interval needs. */
export interface BcaOptions {
  /** The statistic of the samples as they are. */
  readonly estimate: number;
  /** How far a value may be from the estimate and still count as equal to it. */
  readonly tie: number;
  /** a, from the jackknife. */
  readonly acceleration: number;
  /** The share that the interval should cover, between 0 and 1. */
  readonly level: number;
}

/** The bias-corrected and accelerated interval of ascending resampled values; `NaN` without any. */
export function bcaInterval(
  ascending: Float64Array,
  { estimate, tie, acceleration, level }: BcaOptions,
): readonly [number, number] {
  const count = ascending.length;
  let below = 0;
  for (const value of ascending) {
    if (value < estimate - tie) below++;
    else if (value <= estimate + tie) below += 0.5;
  }
  // Half a value at least on either side: an infinite bias would leave nothing to correct.
  const bias = normalQuantile(Math.min(Math.max(below, 0.5), count - 0.5) / count);
  const end = (share: number): number => {
    const moved = bias + normalQuantile(share);
    const scale = 1 - acceleration * moved;
    // Past the pole the share stays where it goes to as the scale falls to 0.
    return normalCdf(scale > 0 ? bias + moved / scale : moved * Number.POSITIVE_INFINITY);
  };
  const tail = (1 - level) / 2;
  return [quantile(ascending, end(tail)), quantile(ascending, end(1 - tail))];
}

/** The quantiles at (1 ± level) / 2 of ascending values; `NaN` without any. */
export function percentileInterval(
  ascending: Float64Array,
  level: number,
): readonly [number, number] {
  const tail = (1 - level) / 2;
  return [quantile(ascending, tail), quantile(ascending, 1 - tail)];
}

/** The quantile of ascending values, linear between them (type 7, NumPy's default). */
function quantile(ascending: Float64Array, share: number): number {
  const position = share * (ascending.length - 1);
  const left = Math.floor(position);
  const lower = ascending[left] ?? Number.NaN;
  const upper = ascending[left + 1] ?? lower;
  return lower + (upper - lower) * (position - left);
}

/**
 * Σ (θ̄ − θᵢ)³ / (6 (Σ (θ̄ − θᵢ)²)^1.5), θᵢ the statistic without sample i, in O(n) for each mean.
 * Samples without which the statistic is undefined are left out; 0 if no sample moves it.
 */
export function jackknifeAcceleration(
  means: readonly PooledMean[],
  columns: readonly Float64Array[],
  totals: readonly number[],
): number {
  const length = columns[0]!.length;
  const without = new Float64Array(length);
  for (const { values, defined } of means) {
    const [value, isDefined] = [columns[values]!, columns[defined]!];
    const [sum, count] = [totals[values]!, totals[defined]!];
    for (let i = 0; i < length; i++) {
      without[i] = without[i]! + (sum - value[i]!) / (count - isDefined[i]!);
    }
  }
  const rest = without.filter((statistic) => !Number.isNaN(statistic));
  const mean = rest.reduce((sum, statistic) => sum + statistic, 0) / rest.length;
  const moves = rest.map((statistic) => mean - statistic);
  const largest = moves.reduce((most, move) => Math.max(most, Math.abs(move)), 0);
  if (largest === 0) return 0;
  let squares = 0;
  let cubes = 0;
  for (const move of moves) {
    // In units of the largest, lest the powers of small ones vanish.
    squares += (move / largest) ** 2;
    cubes += (move / largest) ** 3;
  }
  return cubes / (6 * squares ** 1.5);
}
