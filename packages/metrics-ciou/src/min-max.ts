import ndarray, { type NdArray } from "ndarray";
import { readMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * Scales a map so that its least value becomes 0 and its greatest 1.
 *
 * Not in the paper, which does not say how a map is brought to the range of its thresholds.
 *
 * @param map - `[height, width]`, finite
 * @returns `[height, width]`, values in 0…1, all 0 for a constant map; the caller's own
 * @throws TypeError if the map is not an ndarray; RangeError if it is not two-dimensional or finite
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { minMax } from "@ssl/metrics-ciou";
 *
 * console.log(minMax(ndarray([-1, 0, 3], [1, 3])).data); // 0, 0.25, 1
 * ```
 */
export function minMax(map: Grid): NdArray<Float32Array> {
  const { height, width, values } = readMap("minMax", "map", map);
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const scaled = new Float32Array(values.length);
  if (greatest > least) {
    const range = greatest - least;
    for (let i = 0; i < scaled.length; i++) scaled[i] = (values[i]! - least) / range;
  }
  return ndarray(scaled, [height, width]);
}
