import { checkSameSize, readMap, readTruth } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * Says whether a map points at the source: how likely its peak lies where somebody marked the picture.
 *
 * Not in the paper: the pointing game. Needs neither a threshold nor a normalisation. The peak is a
 * random one of the pixels that share the greatest value, so a constant map points at the source as
 * often as a blind guess does.
 *
 * @param map - `[height, width]`, finite
 * @param truth - G, `[height, width]` of the map's size, values in 0…1
 * @returns the share of the map's greatest pixels where G > 0, in 0…1: 1 or 0 if nothing ties
 * @throws TypeError if map or truth is not an ndarray; RangeError if they are not two-dimensional,
 * finite and of one size, or the truth leaves 0…1
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { peakShare } from "@ssl/metrics-ciou";
 *
 * const truth = ndarray([1, 0.5, 0], [1, 3]);
 * console.log(peakShare(ndarray([2, 7, 3], [1, 3]), truth)); // 1
 * ```
 */
export function peakShare(map: Grid, truth: Grid): number {
  const prediction = readMap("peakShare", "map", map);
  const consensus = readTruth("peakShare", truth);
  checkSameSize("peakShare", "map", prediction, consensus);
  let greatest = -Infinity;
  let peaks = 0;
  let hits = 0;
  prediction.values.forEach((value, i) => {
    if (value > greatest) {
      greatest = value;
      peaks = 0;
      hits = 0;
    }
    if (value === greatest) {
      peaks++;
      if (consensus.values[i]! > 0) hits++;
    }
  });
  return hits / peaks;
}
