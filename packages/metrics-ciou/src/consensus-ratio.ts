/**
 * Eq. (9) for one pixel. Compares in single precision, the maps' own, so that a pixel of 0.4 is not
 * above τ = 0.4 only because the nearest float32 is.
 */
export function isOn(value: number, threshold: number): boolean {
  return Math.fround(value) > Math.fround(threshold);
}

/** Eq. (8) and (9) on checked row-major values of one size; `NaN` for 0 / 0. */
export function consensusRatio(
  values: Float64Array,
  truth: Float64Array,
  threshold: number,
): number {
  let hit = 0;
  let marked = 0;
  let outside = 0;
  for (let i = 0; i < truth.length; i++) {
    const agreement = truth[i]!;
    marked += agreement;
    if (isOn(values[i]!, threshold)) {
      hit += agreement;
      if (agreement === 0) outside++;
    }
  }
  return hit / (marked + outside);
}

/** Checks a threshold at the public door. */
export function checkThreshold(caller: string, threshold: number): void {
  if (!Number.isFinite(threshold)) {
    throw new RangeError(`${caller}: expected a finite threshold, got ${threshold}.`);
  }
}
