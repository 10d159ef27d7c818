import { checkSameSize, readMap, readUnitMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/** The weight of recall against precision, β². */
const recallWeight = 0.3;

/** The last of the 255 thresholds i / 254. */
const last = 254;

/**
 * The F-score of one map with the mask of what sounds, at each of 255 thresholds.
 *
 * Not in the paper: Zhou et al. 2022 (repository OpenNLPLab/AVSBench): (1 + β²) P R / (β² P + R) with
 * β² = 0.3, thresholds i / 254 for i = 0 … 254 in single precision; a pixel is on if it is at least the
 * threshold. `maskFScore` makes one number of the curves of a test set.
 *
 * @param map - `[height, width]`, values in 0…1
 * @param truth - `[height, width]` of the map's size; a pixel above 0 sounds
 * @returns 255 values in 0…1, 0 where nothing is hit; all `NaN` if the mask is empty; the caller's own
 * @throws TypeError if map or truth is not an ndarray; RangeError if they are not two-dimensional,
 * finite and of one size, or the map leaves 0…1
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { maskFCurve } from "@ssl/metrics-ciou";
 *
 * const curve = maskFCurve(ndarray([0.9, 0.4], [1, 2]), ndarray([1, 0], [1, 2]));
 * console.log(curve[127], curve[254]); // 1 0
 * ```
 */
export function maskFCurve(map: Grid, truth: Grid): Float64Array {
  const cure = "Pass probabilities, or normalise the map with minMax.";
  const prediction = readUnitMap("maskFCurve", "map", map, cure);
  const mask = readMap("maskFCurve", "truth", truth);
  checkSameSize("maskFCurve", "map", prediction, mask);
  // Pixels, and marked ones, that the threshold of each index is the last to leave on.
  const pixels = new Float64Array(last + 1);
  const hits = new Float64Array(last + 1);
  let marked = 0;
  for (let i = 0; i < mask.values.length; i++) {
    const level = lastThresholdAtMost(prediction.values[i]!);
    pixels[level]! += 1;
    if (mask.values[i]! > 0) {
      hits[level]! += 1;
      marked++;
    }
  }
  const curve = new Float64Array(last + 1).fill(Number.NaN);
  if (marked === 0) return curve;
  let on = 0;
  let hit = 0;
  for (let level = last; level >= 0; level--) {
    on += pixels[level]!;
    hit += hits[level]!;
    // (1 + β²) P R / (β² P + R) with P = hit / on and R = hit / marked
    curve[level] = ((1 + recallWeight) * hit) / (recallWeight * marked + on);
  }
  return curve;
}

/** The index of the greatest threshold that a value in 0…1 reaches, both in single precision. */
function lastThresholdAtMost(value: number): number {
  const single = Math.fround(value);
  let index = Math.min(Math.floor(single * last) + 1, last);
  while (Math.fround(index / last) > single) index--;
  return index;
}
