import { checkSameSize, readMap, readTruth } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * Says whether a map points at the source: its peak lies where somebody marked the picture.
 *
 * Not in the paper: the pointing game. Needs neither a threshold nor a normalisation. If several
 * pixels share the greatest value, all of them must be inside, so a constant map does not point.
 *
 * @param map - `[height, width]`, finite
 * @param truth - G, `[height, width]` of the map's size, values in 0…1
 * @returns whether G > 0 at the peak; false if nothing is marked
 * @throws TypeError if map or truth is not an ndarray; RangeError if they are not two-dimensional,
 * finite and of one size, or the truth leaves 0…1
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { peakInside } from "@ssl/metrics-ciou";
 *
 * const truth = ndarray([1, 0.5, 0], [1, 3]);
 * console.log(peakInside(ndarray([2, 7, 3], [1, 3]), truth)); // true
 * ```
 */
export function peakInside(map: Grid, truth: Grid): boolean {
  const prediction = readMap("peakInside", "map", map);
  const consensus = readTruth("peakInside", truth);
  checkSameSize("peakInside", "map", prediction, consensus);
  let inside = -Infinity;
  let outside = -Infinity;
  prediction.values.forEach((value, i) => {
    if (consensus.values[i]! > 0) inside = Math.max(inside, value);
    else outside = Math.max(outside, value);
  });
  return inside > outside;
}
