import { areaUnderCurve } from "./area-under-curve.ts";
import { type ScoreSet, UNITS } from "./score-set.ts";
import { thresholds } from "./thresholds.ts";

/** What a set of samples scores under a protocol. All values but counts are in 0…1. */
export type ScoreSetSummary = SuccessSummary | PaperSummary;

/** The field's numbers. */
export interface SuccessSummary {
  /** Says which numbers these are. */
  readonly summary: "success";
  /** Samples, N. */
  readonly count: number;
  /** Samples among them whose consensus IoU is 0 / 0. */
  readonly nan: number;
  /** The share of samples with a consensus IoU of at least 0.5: what papers print as "cIoU". */
  readonly ciou50: number;
  /** The area under the shares of at least 0, 0.05, … 1. */
  readonly auc: number;
  /** The mean consensus IoU, without those that are 0 / 0. */
  readonly meanCiou: number;
}

/** The numbers by the text of Oya et al. 2020, and the field's from the same consensus IoUs. */
export interface PaperSummary {
  /** Says which numbers these are. */
  readonly summary: "paper";
  /** Samples, N. */
  readonly count: number;
  /** Samples among them whose consensus IoU at τ = 0.5 is 0 / 0. */
  readonly nan: number;
  /** The mean consensus IoU at τ = 0.5, without those that are 0 / 0. */
  readonly meanAtHalf: number;
  /** The area under the mean consensus IoU over τ. */
  readonly aucOfMean: number;
  /** The share of samples with a consensus IoU of at least 0.5 at τ = 0.5. */
  readonly successAtHalf: number;
  /** The area under the shares of at least 0, 0.05, … 1 at τ = 0.5. */
  readonly successAuc: number;
}

/**
 * The numbers that a set of scores stands for.
 *
 * Not in the paper but for `PaperSummary.meanAtHalf` and `aucOfMean`, §4.1 of Oya et al. 2020. A
 * sample that is 0 / 0 fails at every bar and is left out of means.
 *
 * @param set - unchanged, of at least one sample
 * @returns the numbers, within 2⁻³² of those of the samples themselves; a mean of nothing is `NaN`;
 * the caller's own
 * @throws RangeError if the set holds no sample
 * @example
 * ```ts
 * import {
 *   addToScoreSet,
 *   emptyScoreSet,
 *   publishedProtocols,
 *   scoreSetSummary,
 * } from "@ssl/metrics-ciou";
 *
 * let set = emptyScoreSet(publishedProtocols.find(({ id }) => id === "hche11")!);
 * for (const ciou of [0.25, 0.75]) set = addToScoreSet(set, { ciou });
 * const summary = scoreSetSummary(set);
 * if (summary.summary === "success") console.log(summary.ciou50, summary.auc.toFixed(3)); // 0.5 0.525
 * ```
 */
export function scoreSetSummary({ count, nan, atLeast, sum, curve }: ScoreSet): ScoreSetSummary {
  if (count < 1) {
    throw new RangeError("scoreSetSummary: expected a set of at least one sample, got none.");
  }
  const levels = thresholds();
  const shares = atLeast.map((samples) => samples / count);
  const ciou50 = shares[10]!;
  const auc = areaUnderCurve(shares, levels);
  const meanCiou = sum / UNITS / (count - nan);
  if (!curve) return { summary: "success", count, nan, ciou50, auc, meanCiou };
  const means = curve.sums.map((total, i) => total / UNITS / curve.defined[i]!);
  return {
    summary: "paper",
    count,
    nan,
    meanAtHalf: meanCiou,
    aucOfMean: areaUnderCurve(means, levels),
    successAtHalf: ciou50,
    successAuc: auc,
  };
}
