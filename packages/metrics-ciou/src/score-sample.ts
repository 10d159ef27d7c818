import { consensusRatio, isOn } from "./consensus-ratio.ts";
import { checkSameSize, type DenseMap, readMap, readTruth } from "./read-map.ts";
import { thresholds } from "./thresholds.ts";
import type { Grid } from "./types.ts";

/** One sample's consensus IoUs, from which every protocol's numbers are made. */
export interface SampleScore {
  /** The consensus IoU at τ = 0.5, in 0…1; `NaN` if nothing is marked and nothing is on. */
  readonly atHalf: number;
  /** The consensus IoU at each of the 21 `thresholds()`; `NaN` as above. */
  readonly curve: Float64Array;
}

/**
 * Scores one normalised map against its ground truth.
 *
 * Eq. (8) and (9) of Oya et al. 2020 at τ = 0, 0.05, … 1. How a map is brought to the truth's size and
 * to the range of the thresholds is the caller's choice, because it changes the score:
 * `scoreSample(minMax(upsampleMap(map, size)), truth)`.
 *
 * @param map - `[height, width]`, values in 0…1; one below 0 is off at every threshold
 * @param truth - G, `[height, width]` of the map's size, values in 0…1
 * @returns the sample's score; the caller's own
 * @throws TypeError if map or truth is not an ndarray; RangeError if they are not two-dimensional,
 * finite and of one size, the map exceeds 1, or the truth leaves 0…1
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { scoreSample } from "@ssl/metrics-ciou";
 *
 * const score = scoreSample(ndarray([1, 0.7, 0], [1, 3]), ndarray([1, 0, 0], [1, 3]));
 * console.log(score.atHalf, score.curve[15]); // 0.5 1
 * ```
 */
export function scoreSample(map: Grid, truth: Grid): SampleScore {
  const prediction = readMap("scoreSample", "map", map);
  checkNormalised(prediction);
  const consensus = readTruth("scoreSample", truth);
  checkSameSize("scoreSample", "map", prediction, consensus);
  const iou = (threshold: number): number =>
    consensusRatio(prediction.values, consensus.values, threshold);
  return { atHalf: iou(0.5), curve: thresholds().map(iou) };
}

/** Thresholds end at 1, so a value above it means that the map was never normalised. */
function checkNormalised({ width, values }: DenseMap): void {
  const bad = values.findIndex((value) => isOn(value, 1));
  if (bad >= 0) {
    throw new RangeError(
      "scoreSample: expected values of map to be at most 1, " +
        `got ${values[bad]} at [${Math.floor(bad / width)}, ${bad % width}]. ` +
        "Normalise it with minMax or divideByMax first.",
    );
  }
}
