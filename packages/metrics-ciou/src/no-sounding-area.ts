import { checkSome } from "./check-values.ts";
import { checkThreshold } from "./consensus-ratio.ts";
import { shareAbove } from "./image-area.ts";
import { readMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * NSA: how much of a picture the maps of the classes that are silent in it leave alone.
 *
 * Not in the paper: the no-sounding area of Hu et al. 2020 (repository
 * DTaoo/Discriminative-Sounding-Objects-Localization), the share of pixels at or below a threshold,
 * meant over the silent classes. They upsample to 224 × 224 and take 0.2. A test set's NSA is the mean
 * over its pictures. A model that marks nothing has 1, so it says something only beside a score of
 * the classes that sound, such as `multiSourceScores`.
 *
 * @param maps - the map of each class that is silent in one picture, `[height, width]`, finite
 * @param threshold - in the maps' own units
 * @returns 0…1
 * @throws TypeError if a map is not an ndarray; RangeError if there is no map, one is not
 * two-dimensional or finite, or the threshold is not finite
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { noSoundingArea } from "@ssl/metrics-ciou";
 *
 * const drum = ndarray([0.1, 0.2, 0.3, 0], [1, 4]);
 * const harp = ndarray([0, 0, 0, 0], [1, 4]);
 * console.log(noSoundingArea([drum, harp], 0.2)); // (3 / 4 + 1) / 2
 * ```
 */
export function noSoundingArea(maps: readonly Grid[], threshold: number): number {
  checkSome("noSoundingArea", "map", maps);
  checkThreshold("noSoundingArea", threshold);
  const areas = maps.map((map, i) => {
    const { values } = readMap("noSoundingArea", `map ${i}`, map);
    return 1 - shareAbove(values, threshold);
  });
  return areas.reduce((sum, area) => sum + area, 0) / areas.length;
}
