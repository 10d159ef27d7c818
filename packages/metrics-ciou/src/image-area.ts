import { checkThreshold, isOn } from "./consensus-ratio.ts";
import { readMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * pIA: the share of a picture that a map claims to sound.
 *
 * Not in the paper: the percentage of image area of Juanola et al. 2024 (repository
 * xavijuanola/vssl_eval), here a fraction. With negative audio, a sound that nothing in the picture
 * makes, the right answer is 0. They upsample the map to 224 × 224 and do not normalise it: after
 * min-max no map could be silent.
 *
 * @param map - `[height, width]`, finite, not normalised by its own range
 * @param threshold - in the map's own units, the same for all maps, such as one of
 * `universalThresholds`; a pixel is on if it lies above
 * @returns 0…1
 * @throws TypeError if the map is not an ndarray; RangeError if it is not two-dimensional or finite,
 * or the threshold is not finite
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { imageArea } from "@ssl/metrics-ciou";
 *
 * console.log(imageArea(ndarray([0.2, 0.6, 0.5, 0.9], [1, 4]), 0.5)); // 0.5
 * ```
 */
export function imageArea(map: Grid, threshold: number): number {
  const { values } = readMap("imageArea", "map", map);
  checkThreshold("imageArea", threshold);
  return shareAbove(values, threshold);
}

/** The share of values that are on. */
export function shareAbove(values: Float64Array, threshold: number): number {
  return values.filter((value) => isOn(value, threshold)).length / values.length;
}
