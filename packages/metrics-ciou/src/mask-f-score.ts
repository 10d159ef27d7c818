import { checkSome } from "./check-values.ts";

/** What `maskFScore` finds. */
export interface MaskFScore {
  /** F: the greatest value of `curve`; `NaN` if every mask is empty. */
  readonly score: number;
  /** Where the curve has it, in 0…1; the lowest such threshold. */
  readonly threshold: number;
  /** The mean F-score at each of the 255 thresholds i / 254. */
  readonly curve: Float64Array;
  /** Samples scored: those whose mask is not empty. */
  readonly count: number;
}

/**
 * The F-score of a test set: the greatest value of its samples' mean curve.
 *
 * Not in the paper: F of AVSBench (Zhou et al. 2022, repository OpenNLPLab/AVSBench), with one fault
 * put right. The published code takes the greatest value within each batch and means those, so each
 * batch has a best threshold of its own and the score depends on the size of the batches: 0.569,
 * 0.564, 0.537 and 0.510 for 1, 2, 4 and 8 samples where the whole set has 0.497. ACL's evaluator
 * (repository swimmiing/ACL-SSL) puts it right in the same way. What remains is that the threshold is
 * the best one for the test set.
 *
 * @param curves - the `maskFCurve` of each sample; those of empty masks, all `NaN`, are left out
 * @returns the score and how it came about; the caller's own
 * @throws RangeError if there is no curve or one does not have 255 values
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { maskFCurve, maskFScore } from "@ssl/metrics-ciou";
 *
 * const truth = ndarray([1, 0], [1, 2]);
 * const sure = maskFCurve(ndarray([0.9, 0.4], [1, 2]), truth);
 * const timid = maskFCurve(ndarray([0.3, 0.1], [1, 2]), truth);
 * console.log(maskFScore([sure, timid]).score.toFixed(3)); // 0.783
 * ```
 */
export function maskFScore(curves: readonly Float64Array[]): MaskFScore {
  checkSome("maskFScore", "curve", curves);
  curves.forEach(({ length }, i) => {
    if (length !== 255) {
      throw new RangeError(
        `maskFScore: expected curve ${i} to have 255 values, got ${length}. ` +
          "Make it with maskFCurve.",
      );
    }
  });
  const scored = curves.filter(([first]) => !Number.isNaN(first));
  const curve = new Float64Array(255).map(
    (_, i) => scored.reduce((sum, own) => sum + own[i]!, 0) / scored.length,
  );
  const score = Math.max(...curve);
  const best = curve.indexOf(score);
  const threshold = best < 0 ? Number.NaN : best / 254;
  return { score, threshold, curve, count: scored.length };
}
