import { checkFinite, checkSome } from "./check-values.ts";

/** Thresholds for all maps of one model, in the maps' own units. */
export interface UniversalThresholds {
  /** The greatest of the maxima: no negative map is on anywhere. */
  readonly max: number;
  /** A tenth of its size above `max`. */
  readonly maxPlusTenth: number;
  /** The third quartile of the maxima: a quarter of the negative maps is on somewhere. */
  readonly thirdQuartile: number;
}

/**
 * One threshold for all maps of a model, from how high its maps reach when nothing in the picture
 * sounds.
 *
 * Not in the paper: the universal thresholds of Juanola et al. 2024 (repository
 * xavijuanola/vssl_eval), which need no knowledge of the object's size. Their code holds constants,
 * not how they were made, and each third quartile there exceeds its maximum, so the two cannot be of
 * one list of values. Here all three are of the list that you pass. Take it from other samples than
 * those you score.
 *
 * @param maxima - the greatest value of each negative map, not normalised
 * @returns the three thresholds; the quartile is interpolated linearly, as NumPy does; the caller's own
 * @throws RangeError if there is no value or one is not finite
 * @example
 * ```ts
 * import { universalThresholds } from "@ssl/metrics-ciou";
 *
 * console.log(universalThresholds([0.2, 0.6, 0.4]).thirdQuartile); // 0.5
 * ```
 */
export function universalThresholds(maxima: ArrayLike<number>): UniversalThresholds {
  checkSome("universalThresholds", "maximum", maxima);
  const sorted = Float64Array.from(maxima);
  sorted.forEach((value, i) => {
    checkFinite("universalThresholds", `maximum ${i}`, value);
  });
  sorted.sort();
  const max = sorted.at(-1)!;
  const rank = 0.75 * (sorted.length - 1);
  const below = sorted[Math.floor(rank)]!;
  const above = sorted[Math.ceil(rank)]!;
  return {
    max,
    maxPlusTenth: max + 0.1 * Math.abs(max),
    thirdQuartile: below + (above - below) * (rank % 1),
  };
}
