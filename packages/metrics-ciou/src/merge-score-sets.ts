import { checkCount, type ScoreSet } from "./score-set.ts";

/**
 * Joins the scores of two sets of samples, such as the parts of a large one.
 *
 * Not in the paper. The order of merging makes no difference, not even in the last bit.
 *
 * @param a - unchanged
 * @param b - unchanged; no sample may be in both, which cannot be seen from the sets
 * @returns a set of all samples, plain data; the caller's own
 * @throws RangeError if the protocols differ, or there are more than 2²¹ samples
 * @example
 * ```ts
 * import {
 *   addToScoreSet,
 *   emptyScoreSet,
 *   mergeScoreSets,
 *   publishedProtocols,
 * } from "@ssl/metrics-ciou";
 *
 * const empty = emptyScoreSet(publishedProtocols.find(({ id }) => id === "hche11")!);
 * const a = addToScoreSet(empty, { ciou: 0.25 });
 * const b = addToScoreSet(empty, { ciou: 0.5 });
 * console.log(mergeScoreSets(a, b).sum / 2 ** 32); // 0.75
 * ```
 */
export function mergeScoreSets(a: ScoreSet, b: ScoreSet): ScoreSet {
  const own = JSON.stringify(sorted(a.protocol));
  const other = JSON.stringify(sorted(b.protocol));
  if (own !== other) {
    throw new RangeError(
      `mergeScoreSets: expected sets of one protocol, got ${own} and ${other}. ` +
        "Numbers of different protocols cannot be joined.",
    );
  }
  checkCount("mergeScoreSets", a.count + b.count);
  return {
    protocol: a.protocol,
    count: a.count + b.count,
    nan: a.nan + b.nan,
    atLeast: sums(a.atLeast, b.atLeast),
    sum: a.sum + b.sum,
    ...(a.curve &&
      b.curve && {
        curve: {
          sums: sums(a.curve.sums, b.curve.sums),
          defined: sums(a.curve.defined, b.curve.defined),
        },
      }),
  };
}

function sums(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => value + b[i]!);
}

/** A protocol's entries by name, at every depth. */
function sorted(data: unknown): unknown {
  if (typeof data !== "object" || data === null) return data;
  const entries = Object.entries(data).map(([name, value]) => [name, sorted(value)] as const);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}
