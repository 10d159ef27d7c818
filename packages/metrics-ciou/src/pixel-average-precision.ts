import { checkSameSize, readMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * The average precision of a map as a ranking of pixels: how early its greatest values are on the
 * source.
 *
 * Not in the paper: Σ (Rₙ − Rₙ₋₁) Pₙ over the map's distinct values in falling order, where a pixel is
 * on if it is at least the value; scikit-learn's `average_precision_score(truth, map)`. Pixels of one
 * value enter together. Needs neither a threshold nor a normalisation: any rising function of the map
 * has the same score, and a constant map has the share of pixels that are marked.
 *
 * Two published evaluators measure something else under this name. AVGN hands the function the truth
 * as the score and the binarised map as the truth; NoPrior hands it a binarised map, which leaves one
 * point of the curve. Neither is copied.
 *
 * @param map - `[height, width]`, finite
 * @param truth - `[height, width]` of the map's size; a pixel above 0 is marked
 * @returns 0…1; `NaN` if nothing is marked (where scikit-learn says 0)
 * @throws TypeError if map or truth is not an ndarray; RangeError if they are not two-dimensional,
 * finite and of one size
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { pixelAveragePrecision } from "@ssl/metrics-ciou";
 *
 * const truth = ndarray([1, 0, 1, 0], [1, 4]);
 * console.log(pixelAveragePrecision(ndarray([0.9, 0.8, 0.3, 0.1], [1, 4]), truth)); // (1 + 2/3) / 2
 * ```
 */
export function pixelAveragePrecision(map: Grid, truth: Grid): number {
  const ranking = readMap("pixelAveragePrecision", "map", map);
  const marks = readMap("pixelAveragePrecision", "truth", truth);
  checkSameSize("pixelAveragePrecision", "map", ranking, marks);
  return rankingPrecision(ranking.values, marks.values);
}

/** The same on checked row-major values of one size. */
export function rankingPrecision(values: Float64Array, truth: Float64Array): number {
  const isMarked = (_: number, i: number): boolean => truth[i]! > 0;
  const inside = values.filter(isMarked).sort();
  const outside = values.filter((value, i) => !isMarked(value, i)).sort();
  let precision = 0;
  let hit = 0;
  let missed = 0;
  while (hit < inside.length) {
    const level = inside[inside.length - 1 - hit]!;
    const before = hit;
    while (hit < inside.length && inside[inside.length - 1 - hit]! >= level) hit++;
    while (missed < outside.length && outside[outside.length - 1 - missed]! >= level) missed++;
    precision += ((hit - before) * hit) / (hit + missed);
  }
  return precision / inside.length;
}
