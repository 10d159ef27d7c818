import { areaUnderCurve } from "./area-under-curve.ts";
import { thresholds } from "./thresholds.ts";

/** The share of values that reach each of `thresholds()`; `NaN` reaches none of them. */
export function successCurve(values: ArrayLike<number>): Float64Array {
  const all = Array.from(values);
  return thresholds().map((bar) => all.filter((value) => value >= bar).length / all.length);
}

/** The area under a curve over `thresholds()`. */
export function areaOverThresholds(curve: Float64Array): number {
  return areaUnderCurve(curve, thresholds());
}
