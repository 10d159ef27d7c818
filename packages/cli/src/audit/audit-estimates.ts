import { bootstrapIntervals, type Statistic } from "@ssl/metrics-ciou";
import type { Estimate } from "@ssl/report";

/** How intervals are drawn. */
export interface Draws {
  readonly seed: number;
  readonly resamples: number;
}

/** Which samples are not independent of each other: the number of each one's cluster, from 0. */
export interface Clusters {
  readonly count: number;
  readonly of: readonly number[];
}

/** Clusters of samples with one name: a picture with several sounds, a pair heard twice. */
export function clustersOf(names: readonly string[]): Clusters {
  const numbers = new Map<string, number>();
  const of = names.map((name) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
  return { count: numbers.size, of };
}

/** The mean of each cluster's defined values; `NaN` where it has none. */
export function clusterMeans(values: ArrayLike<number>, { count, of }: Clusters): Float64Array {
  const sums = new Float64Array(count);
  const defined = new Float64Array(count);
  of.forEach((cluster, i) => {
    if (Number.isNaN(values[i])) return;
    sums[cluster]! += values[i]!;
    defined[cluster]!++;
  });
  return sums.map((sum, cluster) => sum / defined[cluster]!);
}

/** A statistic of samples as one of their clusters, each of which counts once. */
export function clusteredStatistic({ columns, weights }: Statistic, clusters: Clusters): Statistic {
  const means = columns.map((column) => clusterMeans(column, clusters));
  return weights === undefined ? { columns: means } : { columns: means, weights };
}

/** One statistic minus another of the same clusters. */
export function differenceOf(one: Statistic, other: Statistic): Statistic {
  const weights = ({ columns, weights: own }: Statistic): readonly number[] =>
    own ?? columns.map(() => 1);
  return {
    columns: [...one.columns, ...other.columns],
    weights: [...weights(one), ...weights(other).map((weight) => -weight)],
  };
}

/**
 * Statistics of clusters with 95 % intervals (BCa), all from the same draws.
 *
 * @returns one for each, in order; its n counts the clusters in which every column is defined
 */
export function estimatesOf(statistics: readonly Statistic[], draws: Draws): Estimate[] {
  if (statistics.length === 0) return [];
  return bootstrapIntervals(statistics, draws).map(({ estimate, bca }, i) => {
    const { columns } = statistics[i]!;
    const defined = Array.from(columns[0]!, (_, cluster) =>
      columns.every((column) => !Number.isNaN(column[cluster])),
    );
    return { value: estimate, interval: bca, n: defined.filter(Boolean).length };
  });
}
