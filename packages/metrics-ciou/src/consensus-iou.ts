import { checkThreshold, consensusRatio } from "./consensus-ratio.ts";
import { checkSameSize, readMap, readTruth } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * The intersection over union of one map with the annotators' consensus.
 *
 * Eq. (8) of Oya et al. 2020: Σ G·B / (Σ G + number of pixels on where G = 0), B by eq. (9).
 *
 * @param map - `[height, width]`, finite
 * @param truth - G, `[height, width]` of the map's size, values in 0…1
 * @param threshold - τ, in the map's own units; a pixel is on if it lies above
 * @returns 0…1; `NaN` if nothing is marked and nothing is on
 * @throws TypeError if map or truth is not an ndarray; RangeError if they are not two-dimensional,
 * finite and of one size, the truth leaves 0…1, or the threshold is not finite
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { consensusIou } from "@ssl/metrics-ciou";
 *
 * const truth = ndarray([1, 1, 0, 0], [1, 4]);
 * console.log(consensusIou(ndarray([0.9, 0.2, 0.8, 0], [1, 4]), truth, 0.5)); // 1 / (2 + 1)
 * ```
 */
export function consensusIou(map: Grid, truth: Grid, threshold: number): number {
  const prediction = readMap("consensusIou", "map", map);
  const consensus = readTruth("consensusIou", truth);
  checkSameSize("consensusIou", "map", prediction, consensus);
  checkThreshold("consensusIou", threshold);
  return consensusRatio(prediction.values, consensus.values, threshold);
}
