import { expect } from "vitest";

/** How far apart two numbers may be: `|a - b| <= atol + rtol * |b|`. There is no default. */
export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

/** Holds two arrays of the same length against each other; NaN matches NaN only. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { rtol, atol }: Tolerance,
): void {
  expect(actual.length, "length").toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const mine = actual[i] as number;
    const theirs = expected[i] as number;
    if (Number.isNaN(mine) && Number.isNaN(theirs)) continue;
    if (!(Math.abs(mine - theirs) <= atol + rtol * Math.abs(theirs))) {
      expect.fail(`[${i}]: expected ${theirs}, got ${mine} (rtol ${rtol}, atol ${atol})`);
    }
  }
}
