/** A number that a set of samples has: Σ weight · mean of the column's defined values. */
export interface Statistic {
  /**
   * Each column has a value for each sample; `NaN` where it is undefined, which its mean leaves out.
   * What several statistics read should be the same array, so that it is summed once.
   */
  readonly columns: readonly ArrayLike<number>[];
  /** One for each column, in any unit; 1 and −1 for a difference. @default 1 each */
  readonly weights?: readonly number[];
}

/** Checks statistics at the public door. */
export function checkStatistics(caller: string, statistics: readonly Statistic[]): void {
  const length = statistics[0]?.columns[0]?.length ?? 0;
  const checked = new Set<ArrayLike<number>>();
  for (const [s, { columns, weights }] of statistics.entries()) {
    if (columns.length === 0) {
      throw new RangeError(`${caller}: expected statistic ${s} to have a column, got none.`);
    }
    if (weights !== undefined && weights.length !== columns.length) {
      throw new RangeError(
        `${caller}: expected as many weights as columns in statistic ${s}, ` +
          `got ${weights.length} and ${columns.length}.`,
      );
    }
    const bad = weights?.find((weight) => !Number.isFinite(weight));
    if (bad !== undefined) {
      throw new RangeError(`${caller}: expected finite weights in statistic ${s}, got ${bad}.`);
    }
    for (const [c, column] of columns.entries()) {
      if (checked.has(column)) continue;
      checkColumn(caller, `column ${c} of statistic ${s}`, column, length);
      checked.add(column);
    }
  }
}

/** Checks that a column has so many values, at least one, each finite or `NaN`. */
export function checkColumn(
  caller: string,
  name: string,
  column: ArrayLike<number>,
  length: number,
): void {
  if (typeof column !== "object" || typeof column?.length !== "number") {
    throw new TypeError(
      `${caller}: expected ${name} to be an array of numbers, ` +
        `got ${column === null ? "null" : typeof column}.`,
    );
  }
  if (column.length === 0) {
    throw new RangeError(`${caller}: expected ${name} to have at least one sample, got none.`);
  }
  if (column.length !== length) {
    throw new RangeError(
      `${caller}: expected ${name} to have ${length} samples as the first has, ` +
        `got ${column.length}. Give each sample a value, NaN where it is undefined.`,
    );
  }
  for (let i = 0; i < length; i++) {
    const value = column[i];
    if (!Number.isFinite(value) && !Number.isNaN(value)) {
      throw new RangeError(
        `${caller}: expected ${name} to be finite or NaN, got ${value} at sample ${i}.`,
      );
    }
  }
}

/** Checks a number of resamples. */
export function checkResamples(caller: string, resamples: number): void {
  if (!Number.isSafeInteger(resamples) || resamples < 1) {
    throw new RangeError(
      `${caller}: expected resamples to be an integer of at least 1, got ${resamples}.`,
    );
  }
}
