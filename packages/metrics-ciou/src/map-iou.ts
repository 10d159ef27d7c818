import { checkThreshold, isOn } from "./consensus-ratio.ts";
import { checkOtherSize, readMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * The intersection over union of what two maps of one picture claim to sound.
 *
 * Not in the paper: IoU pos-neg of Juanola et al. 2024 (repository xavijuanola/vssl_eval). Between the
 * maps of a sound that belongs to the picture and of one that does not, it is near 0 for a model that
 * listens and 1 for one that only looks.
 *
 * @param map - `[height, width]`, finite
 * @param other - the same picture's map for another sound, of the same size
 * @param threshold - in the maps' own units; a pixel is on if it lies above
 * @returns 0…1; 1 if both maps are off everywhere, for then they agree
 * @throws TypeError if a map is not an ndarray; RangeError if they are not two-dimensional, finite and
 * of one size, or the threshold is not finite
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { mapIou } from "@ssl/metrics-ciou";
 *
 * const own = ndarray([0.9, 0.8, 0.1, 0.2], [1, 4]);
 * console.log(mapIou(own, ndarray([0.1, 0.7, 0.6, 0.2], [1, 4]), 0.5)); // 1 / 3
 * ```
 */
export function mapIou(map: Grid, other: Grid, threshold: number): number {
  const first = readMap("mapIou", "map", map);
  const second = readMap("mapIou", "other", other);
  checkThreshold("mapIou", threshold);
  checkOtherSize("mapIou", second, first);
  let shared = 0;
  let either = 0;
  for (let i = 0; i < first.values.length; i++) {
    const inFirst = isOn(first.values[i]!, threshold);
    const inSecond = isOn(second.values[i]!, threshold);
    if (inFirst && inSecond) shared++;
    if (inFirst || inSecond) either++;
  }
  return either === 0 ? 1 : shared / either;
}
