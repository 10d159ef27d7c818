import { checkThreshold, isOn } from "./consensus-ratio.ts";
import { checkSameSize, readMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * The intersection over union of one map with the mask of what sounds, J of AVSBench.
 *
 * Not in the paper: Zhou et al. 2022 (repository OpenNLPLab/AVSBench). If the mask is empty, it is the
 * share of pixels that are off. mIoU is the mean over samples. Their 10⁻⁷ in the denominator, which no
 * longer guards anything, is left out.
 *
 * @param map - `[height, width]`, finite
 * @param truth - `[height, width]` of the map's size; a pixel above 0 sounds
 * @param threshold - in the map's own units; a pixel is on if it lies above; AVSBench takes 0.5 of a
 * probability
 * @returns 0…1
 * @throws TypeError if map or truth is not an ndarray; RangeError if they are not two-dimensional,
 * finite and of one size, or the threshold is not finite
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { maskIou } from "@ssl/metrics-ciou";
 *
 * const map = ndarray([0.9, 0.8, 0.1, 0.2], [1, 4]);
 * console.log(maskIou(map, ndarray([1, 0, 0, 0], [1, 4]), 0.5)); // 0.5
 * console.log(maskIou(map, ndarray([0, 0, 0, 0], [1, 4]), 0.5)); // 0.5: half of it is off
 * ```
 */
export function maskIou(map: Grid, truth: Grid, threshold: number): number {
  const prediction = readMap("maskIou", "map", map);
  const mask = readMap("maskIou", "truth", truth);
  checkSameSize("maskIou", "map", prediction, mask);
  checkThreshold("maskIou", threshold);
  let shared = 0;
  let on = 0;
  let marked = 0;
  for (let i = 0; i < mask.values.length; i++) {
    const isMarked = mask.values[i]! > 0;
    if (isMarked) marked++;
    if (!isOn(prediction.values[i]!, threshold)) continue;
    on++;
    if (isMarked) shared++;
  }
  return marked === 0 ? 1 - on / mask.values.length : shared / (on + marked - shared);
}
