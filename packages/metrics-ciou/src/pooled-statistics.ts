import type { Statistic } from "./statistic.ts";

/** The mean of one pooled column: `shift` + sum of column `values` / sum of column `defined`. */
export interface PooledMean {
  /** Added to the mean: the value of a column that holds no other. */
  readonly shift: number;
  /** Number of the column of values; 0 where they are undefined. */
  readonly values: number;
  /** Number of the column that is 1 where the values are defined, else 0. */
  readonly defined: number;
}

/** Statistics as sums of means over columns without gaps. */
export interface PooledStatistics {
  /** What is to be summed, each once. */
  readonly columns: readonly Float64Array[];
  /** For each statistic the means that it is the sum of. */
  readonly means: readonly (readonly PooledMean[])[];
}

/**
 * Brings statistics into the form in which a resample costs least: the columns of a statistic that
 * are defined in the same samples become one, Σ weight · value, and what several statistics have in
 * common is kept once. A column of one value throughout becomes that shift and zeros, so that its
 * mean is that value without rounding.
 */
export function pooledStatistics(statistics: readonly Statistic[]): PooledStatistics {
  const columns: Float64Array[] = [];
  const masks = new Map<ArrayLike<number>, number>();
  const numbers = new Map<ArrayLike<number>, number>();
  const pooled = new Map<string, PooledMean>();

  const maskOf = (column: ArrayLike<number>): number => {
    const known = masks.get(column);
    if (known !== undefined) return known;
    const defined = Float64Array.from(column, (value) => (Number.isNaN(value) ? 0 : 1));
    const equal = [...new Set(masks.values())].find((mask) => isEqual(columns[mask]!, defined));
    const mask = equal ?? columns.push(defined) - 1;
    masks.set(column, mask);
    numbers.set(column, numbers.size);
    return mask;
  };

  const means = statistics.map(({ columns: parts, weights }) => {
    const groups = new Map<number, WeightedColumn[]>();
    for (const [i, column] of parts.entries()) {
      const mask = maskOf(column);
      groups.set(mask, [...(groups.get(mask) ?? []), { column, weight: weights?.[i] ?? 1 }]);
    }
    return [...groups].map(([defined, group]) => {
      const key = group.map(({ column, weight }) => `${numbers.get(column)} ${weight}`).join();
      let mean = pooled.get(key);
      if (mean === undefined) {
        const { shift, values } = centred(weightedSum(group), columns[defined]!);
        mean = { shift, values: columns.push(values) - 1, defined };
        pooled.set(key, mean);
      }
      return mean;
    });
  });
  return { columns, means };
}

interface WeightedColumn {
  readonly column: ArrayLike<number>;
  readonly weight: number;
}

/** Σ weight · value, 0 where it is undefined. */
function weightedSum(parts: readonly WeightedColumn[]): Float64Array {
  const sums = new Float64Array(parts[0]!.column.length);
  for (const { column, weight } of parts) {
    for (let i = 0; i < sums.length; i++) {
      const value = column[i]!;
      if (!Number.isNaN(value)) sums[i] = sums[i]! + weight * value;
    }
  }
  return sums;
}

/** The one value of a column and zeros, or 0 and the column as it is. */
function centred(
  values: Float64Array,
  defined: Float64Array,
): { readonly shift: number; readonly values: Float64Array } {
  const first = values[defined.indexOf(1)] ?? 0;
  const constant = values.every((value, i) => value === first || defined[i] === 0);
  return constant
    ? { shift: first, values: new Float64Array(values.length) }
    : { shift: 0, values };
}

function isEqual(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, i) => value === b[i]);
}
