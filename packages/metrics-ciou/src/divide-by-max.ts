import ndarray, { type NdArray } from "ndarray";
import { readMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * Divides a map by its greatest value; 0 stays 0.
 *
 * Not in the paper: the other plausible way to bring a softmax map to the range of its thresholds.
 *
 * @param map - `[height, width]`, finite
 * @returns `[height, width]`, values at most 1, negative where the map is, and all 0 if no value is
 * positive; the caller's own
 * @throws TypeError if the map is not an ndarray; RangeError if it is not two-dimensional or finite
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { divideByMax } from "@ssl/metrics-ciou";
 *
 * console.log(divideByMax(ndarray([0.25, 0.5, 0.125], [1, 3])).data); // 0.5, 1, 0.25
 * ```
 */
export function divideByMax(map: Grid): NdArray<Float32Array> {
  const { height, width, values } = readMap("divideByMax", "map", map);
  let greatest = 0;
  for (const value of values) {
    if (value > greatest) greatest = value;
  }
  const scaled = new Float32Array(values.length);
  if (greatest > 0) {
    for (let i = 0; i < scaled.length; i++) scaled[i] = values[i]! / greatest;
  }
  return ndarray(scaled, [height, width]);
}
