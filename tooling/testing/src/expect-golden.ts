import { expect } from "vitest";
import { mulberry32 } from "./mulberry32.ts";

/** An expected array: all values if it is small, else samples; always the four sums. */
export interface ExpectedTensor {
  readonly shape: readonly number[];
  readonly tol: number;
  readonly sum: number;
  readonly mean: number;
  readonly sumSquares: number;
  readonly signedSum: number;
  readonly values?: readonly (number | null)[];
  readonly samples?: readonly (readonly [number, number | null])[];
}

/**
 * Holds an array against a golden one by the rule of `docs/golden-vectors.md` §2: every value or
 * sample, the mean, the root mean square and the signed sum, each within its tolerance.
 *
 * @param data - the array, row-major
 * @param shape - its shape
 * @param expected - the golden one
 * @param label - what to call it in a failure
 */
export function expectGolden(
  data: ArrayLike<number>,
  shape: readonly number[],
  expected: ExpectedTensor,
  label: string,
): void {
  const { tol } = expected;
  expect(shape, `${label}: shape`).toEqual(expected.shape);
  const samples =
    expected.samples ?? (expected.values ?? []).map((value, index) => [index, value] as const);
  expect(samples.length, `${label}: samples`).toBeGreaterThan(0);
  for (const [index, value] of samples) {
    const mine = data[index] ?? Number.NaN;
    if (value === null) expect(mine, `${label}[${index}]`).toBeNaN();
    else expectWithin(mine, value, tol, `${label}[${index}]`);
  }
  const sign = mulberry32(1);
  let sum = 0;
  let sumSquares = 0;
  let signedSum = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    sum += value;
    sumSquares += value * value;
    signedSum += sign() < 2 ** 31 ? -value : value;
  }
  const count = data.length;
  expectWithin(sum / count, expected.mean, tol, `${label}: mean`);
  expectWithin(
    Math.sqrt(sumSquares / count),
    Math.sqrt(expected.sumSquares / count),
    tol,
    `${label}: root mean square`,
  );
  expectWithin(signedSum, expected.signedSum, tol * Math.sqrt(count), `${label}: signed sum`);
}

function expectWithin(mine: number, expected: number, tol: number, label: string): void {
  if (!(Math.abs(mine - expected) <= tol)) {
    expect.fail(`${label}: expected ${expected} ± ${tol}, got ${mine}`);
  }
}
