import { areaUnderCurve } from "./area-under-curve.ts";
import type { SummaryRule } from "./protocol.ts";
import type { SampleScore } from "./score-sample.ts";
import { thresholds } from "./thresholds.ts";

/** What one protocol makes of a set of samples. All values are in 0…1. */
export interface ProtocolScore {
  /** Names the rule; a cIoU means nothing without it. */
  readonly protocol: SummaryRule;
  /** The protocol's cIoU. */
  readonly ciou: number;
  /** The area under the protocol's curve. */
  readonly auc: number;
  /** The protocol's curve, over `thresholds()`. */
  readonly curve: Float64Array;
}

/** The scores of a set of samples under both readings of "cIoU". */
export interface ScoreSummary {
  /** Samples scored, N. */
  readonly count: number;
  /** Samples among them whose consensus IoU at τ = 0.5 is 0 / 0. */
  readonly undefinedCount: number;
  /** The mean consensus IoU over samples, and the area under its curve over τ. */
  readonly paper: ProtocolScore & {
    /** Names this reading. */
    readonly protocol: "paper";
  };
  /** The share of samples with at least 0.5 at τ = 0.5, and the area under that share's curve. */
  readonly success: ProtocolScore & {
    /** Names this reading. */
    readonly protocol: "success";
  };
}

/**
 * Turns the scores of many samples into the two quantities that are both printed as "cIoU".
 *
 * `paper`, the text of §4.1 of Oya et al. 2020: the mean over samples of the consensus IoU at τ = 0.5
 * and the area under the mean curve over τ; undefined values are left out. `success`, not in the
 * paper but in most others: the share of samples whose consensus IoU at τ = 0.5 is at least 0.5, and
 * the area under the shares for 0, 0.05, … 1; an undefined value is a failure at each of them.
 *
 * @param scores - one for each sample, at least one
 * @returns both readings; `paper` is `NaN` where no sample is defined; the caller's own
 * @throws RangeError if there is no score or a curve does not have 21 values
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { scoreSample, summarize } from "@ssl/metrics-ciou";
 *
 * const truth = ndarray([1, 1, 0, 0], [1, 4]);
 * const good = scoreSample(ndarray([1, 0.8, 0, 0], [1, 4]), truth);
 * const poor = scoreSample(ndarray([0.8, 0, 1, 0.9], [1, 4]), truth);
 * const { paper, success } = summarize([good, poor]);
 * console.log(paper.ciou, success.ciou); // 0.625 0.5
 * ```
 */
export function summarize(scores: readonly SampleScore[]): ScoreSummary {
  checkScores(scores);
  const levels = thresholds();
  const meanCurve = levels.map((_, i) => meanOfDefined(scores.map(({ curve }) => curve[i]!)));
  const ious = scores.map(({ atHalf }) => atHalf);
  const successCurve = levels.map((level) => shareAtLeast(ious, level));
  return {
    count: scores.length,
    undefinedCount: ious.filter(Number.isNaN).length,
    paper: {
      protocol: "paper",
      ciou: meanOfDefined(ious),
      auc: areaUnderCurve(meanCurve, levels),
      curve: meanCurve,
    },
    success: {
      protocol: "success",
      ciou: shareAtLeast(ious, 0.5),
      auc: areaUnderCurve(successCurve, levels),
      curve: successCurve,
    },
  };
}

function meanOfDefined(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}

/** `NaN >= level` is false, so an undefined value counts as a failure. */
function shareAtLeast(values: readonly number[], level: number): number {
  return values.filter((value) => value >= level).length / values.length;
}

function checkScores(scores: readonly SampleScore[]): void {
  if (scores.length === 0) {
    throw new RangeError(
      "summarize: expected at least one score, got none. Score the samples with scoreSample first.",
    );
  }
  const bad = scores.findIndex(({ curve }) => curve.length !== 21);
  if (bad >= 0) {
    throw new RangeError(
      `summarize: expected score ${bad} to have a curve of 21 values, ` +
        `got ${scores[bad]?.curve.length}. Make it with scoreSample.`,
    );
  }
}
