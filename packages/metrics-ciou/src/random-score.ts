import { readTruth } from "./read-map.ts";
import type { SampleScore } from "./score-sample.ts";
import { thresholds } from "./thresholds.ts";
import type { Grid } from "./types.ts";

/**
 * The score that a map of uniform noise can expect: the floor below which nothing was learned.
 *
 * Not in the paper, whose "Random" rows it explains. A share p = 1 − τ of the pixels is on, so the
 * consensus IoU is p / (1 + r·p) with r = number of pixels where G = 0 / Σ G: the ratio of the
 * expectations, to which the expectation tends as pixels grow in number.
 *
 * @param truth - G, `[height, width]`, values in 0…1
 * @returns the expected score; `NaN` at τ = 1 if nothing is marked; the caller's own
 * @throws TypeError if the truth is not an ndarray; RangeError if it is not two-dimensional, finite
 * and in 0…1
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { randomScore } from "@ssl/metrics-ciou";
 *
 * console.log(randomScore(ndarray([1, 1, 0, 0], [1, 4])).atHalf); // 0.5 / (1 + 0.5) = 1 / 3
 * ```
 */
export function randomScore(truth: Grid): SampleScore {
  const { values } = readTruth("randomScore", truth);
  let marked = 0;
  let unmarked = 0;
  for (const agreement of values) {
    marked += agreement;
    if (agreement === 0) unmarked++;
  }
  const iou = (threshold: number): number => {
    const on = 1 - threshold;
    return (on * marked) / (marked + on * unmarked);
  };
  return { atHalf: iou(0.5), curve: thresholds().map(iou) };
}
