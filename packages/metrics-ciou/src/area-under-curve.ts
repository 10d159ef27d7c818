/**
 * The area under a curve by the trapezoid rule.
 *
 * The AUC of §4.1 of Oya et al. 2020 if the curve runs over τ = 0 … 1.
 *
 * @param curve - the heights
 * @param positions - where they stand, ascending, as many as heights, at least two
 * @returns the area; `NaN` if a height is `NaN`
 * @throws RangeError if the lengths differ, are below two, or the positions do not ascend
 * @example
 * ```ts
 * import { areaUnderCurve } from "@ssl/metrics-ciou";
 *
 * console.log(areaUnderCurve([1, 0.5, 0], [0, 0.5, 1])); // 0.5
 * ```
 */
export function areaUnderCurve(curve: ArrayLike<number>, positions: ArrayLike<number>): number {
  if (curve.length !== positions.length || curve.length < 2) {
    throw new RangeError(
      "areaUnderCurve: expected as many heights as positions, at least two, " +
        `got ${curve.length} and ${positions.length}.`,
    );
  }
  let area = 0;
  for (let i = 1; i < curve.length; i++) {
    const step = positions[i]! - positions[i - 1]!;
    if (!(step >= 0)) {
      throw new RangeError(
        "areaUnderCurve: expected ascending positions, " +
          `got ${positions[i - 1]} before ${positions[i]}. Sort the curve by position.`,
      );
    }
    area += (step * (curve[i]! + curve[i - 1]!)) / 2;
  }
  return area;
}
