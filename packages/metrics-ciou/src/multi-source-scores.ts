import { checkShare, checkSome } from "./check-values.ts";
import { areaOverThresholds, successCurve } from "./success-curve.ts";

/** What `multiSourceScores` finds. */
export interface MultiSourceScores {
  /** Pictures. */
  readonly count: number;
  /** CIoU@0.3: the share of pictures whose mean consensus IoU is at least 0.3. */
  readonly ciouAt30: number;
  /** The area under `curve`. */
  readonly auc: number;
  /** The share of pictures whose mean consensus IoU reaches each of `thresholds()`. */
  readonly curve: Float64Array;
}

/**
 * Scores pictures in which several sources sound at once.
 *
 * Not in the paper: class-aware CIoU, the mean consensus IoU over the sources that sound in a picture,
 * as a success rate with the bar 0.3, because two sources are harder than one (Hu et al. 2020,
 * repository DTaoo/Discriminative-Sounding-Objects-Localization). The bar is the seventh of
 * `thresholds()`, 0.05 · 6, an ulp above 0.3.
 *
 * AVGN and T-VSL read MUSIC's boxes, which hold widths and heights, as if they held right and lower
 * edges, so that about half of the duets' boxes are empty; NoPrior's evaluation of concatenated
 * pictures keeps the top half of each picture on its own, so that energy in the wrong picture costs
 * nothing. Scores are as good as the consensus IoUs that they are made of.
 *
 * @param pictures - for each picture the consensus IoU of each source that sounds in it, 0…1; a
 * picture with a `NaN` is a failure
 * @returns scores in 0…1; the caller's own
 * @throws RangeError if there is no picture, a picture has no source, or a consensus IoU leaves 0…1
 * @example
 * ```ts
 * import { multiSourceScores } from "@ssl/metrics-ciou";
 *
 * console.log(multiSourceScores([[0.6, 0.2], [0.4, 0]]).ciouAt30); // 0.5
 * ```
 */
export function multiSourceScores(pictures: readonly ArrayLike<number>[]): MultiSourceScores {
  checkSome("multiSourceScores", "picture", pictures);
  const means = pictures.map((cious, picture) => {
    checkSome("multiSourceScores", `source in picture ${picture}`, cious);
    const values = Array.from(cious);
    values.forEach((ciou, source) => {
      checkShare("multiSourceScores", `the cIoU of source ${source} in picture ${picture}`, ciou);
    });
    return values.reduce((sum, ciou) => sum + ciou, 0) / values.length;
  });
  const curve = successCurve(means);
  return { count: means.length, ciouAt30: curve[6]!, auc: areaOverThresholds(curve), curve };
}
