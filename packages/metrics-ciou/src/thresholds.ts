/**
 * The grid of thresholds from 0 to 1 over which curves and their areas are taken.
 *
 * Not in the paper, which says "from 0 to 1" without a step: 0.05 · i for i = 0 … 20 in double
 * precision, the grid of every published evaluator (so the fourth is 0.15000000000000002).
 *
 * @returns 21 ascending values; the caller's own
 * @example
 * ```ts
 * import { thresholds } from "@ssl/metrics-ciou";
 *
 * console.log(thresholds()[10]); // 0.5
 * ```
 */
export function thresholds(): Float64Array {
  return Float64Array.from({ length: 21 }, (_, i) => 0.05 * i);
}
