import type { DenseGrid } from "./read-grid.ts";

/** How a concatenated picture is brought back to the width of one. */
export type ConcatFilter = "box" | "bilinear-antialias";

/** A source column, at first counted from 2x for the new column x, and its weight. */
type Tap = readonly [column: number, weight: number];

const taps: Readonly<Record<ConcatFilter, readonly Tap[]>> = {
  box: [
    [0, 1],
    [1, 1],
  ],
  // A triangle two source pixels wide on either side, at distances 1.5, 0.5, 0.5 and 1.5.
  "bilinear-antialias": [
    [-1, 1],
    [0, 3],
    [1, 3],
    [2, 1],
  ],
};

/**
 * Puts two arrays of one size side by side and halves the width of the whole, rows untouched.
 * Weights that would fall outside are left out and the others renormalised.
 */
export function halfWidth(left: DenseGrid, right: DenseGrid, filter: ConcatFilter): Float32Array {
  const { height, width, channels } = left;
  const columns = Array.from({ length: width }, (_, x) => normalisedTaps(x, width, filter));
  const halved = new Float32Array(left.values.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (const column of columns) {
      for (let channel = 0; channel < channels; channel++, i++) {
        let sum = 0;
        for (const [x, weight] of column) {
          const source = x < width ? left : right;
          const pixel = y * width + (x < width ? x : x - width);
          sum += weight * source.values[pixel * channels + channel]!;
        }
        halved[i] = sum;
      }
    }
  }
  return halved;
}

function normalisedTaps(x: number, width: number, filter: ConcatFilter): readonly Tap[] {
  const present = taps[filter]
    .map(([step, weight]): Tap => [2 * x + step, weight])
    .filter(([column]) => column >= 0 && column < 2 * width);
  const whole = present.reduce((sum, [, weight]) => sum + weight, 0);
  return present.map(([column, weight]): Tap => [column, weight / whole]);
}
