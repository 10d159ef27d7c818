import { checkThreshold, consensusRatio } from "./consensus-ratio.ts";
import { checkSameSize, readMap, readTruth } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * The consensus IoU of one map at each of several thresholds.
 *
 * Eq. (8) of Oya et al. 2020 for every τ.
 *
 * @param map - `[height, width]`, finite
 * @param truth - G, `[height, width]` of the map's size, values in 0…1
 * @param levels - the thresholds τ, in the map's own units
 * @returns one value in 0…1 for each threshold, `NaN` where nothing is marked and nothing is on; the
 * caller's own
 * @throws TypeError if map or truth is not an ndarray; RangeError if they are not two-dimensional,
 * finite and of one size, the truth leaves 0…1, or a threshold is not finite
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { consensusIouCurve } from "@ssl/metrics-ciou";
 *
 * const truth = ndarray([1, 1, 0, 0], [1, 4]);
 * const map = ndarray([0.9, 0.2, 0.8, 0], [1, 4]);
 * console.log(consensusIouCurve(map, truth, [0.1, 0.85, 1])); // 2 / 3, 1 / 2, 0
 * ```
 */
export function consensusIouCurve(map: Grid, truth: Grid, levels: ArrayLike<number>): Float64Array {
  const prediction = readMap("consensusIouCurve", "map", map);
  const consensus = readTruth("consensusIouCurve", truth);
  checkSameSize("consensusIouCurve", "map", prediction, consensus);
  return Float64Array.from(levels, (threshold) => {
    checkThreshold("consensusIouCurve", threshold);
    return consensusRatio(prediction.values, consensus.values, threshold);
  });
}
