import ndarray, { type NdArray } from "ndarray";
import { checkThreshold, isOn } from "./consensus-ratio.ts";
import { readMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * Switches on the pixels of a map that lie above a threshold.
 *
 * Eq. (9) of Oya et al. 2020; strict, so a pixel that equals the threshold stays off. Both are
 * compared in single precision.
 *
 * @param map - `[height, width]`, finite
 * @param threshold - τ, in the map's own units
 * @returns `[height, width]`, 0 or 1; the caller's own
 * @throws TypeError if the map is not an ndarray; RangeError if it is not two-dimensional or finite,
 * or the threshold is not finite
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { binaryMap } from "@ssl/metrics-ciou";
 *
 * console.log(binaryMap(ndarray([0.4, 0.5, 0.6], [1, 3]), 0.5).data); // 0, 0, 1
 * ```
 */
export function binaryMap(map: Grid, threshold: number): NdArray<Float32Array> {
  const { height, width, values } = readMap("binaryMap", "map", map);
  checkThreshold("binaryMap", threshold);
  return ndarray(
    Float32Array.from(values, (value) => Number(isOn(value, threshold))),
    [height, width],
  );
}
