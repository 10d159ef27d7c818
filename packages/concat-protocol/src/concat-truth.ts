import ndarray, { type NdArray } from "ndarray";
import { halfWidth } from "./half-width.ts";
import { type DenseGrid, readGrid } from "./read-grid.ts";
import { checkSide, type Side } from "./side.ts";
import type { Grid } from "./types.ts";

/**
 * The ground truth of a concatenated picture: the sounding sample's own, at half width, beside nothing.
 *
 * §5 of Oya et al. 2020. Halved by the mean of two neighbours, so a half-covered pixel has half its
 * value and the truth keeps exactly half of its sum.
 *
 * @param truth - G of the sample that sounds, `[height, width]`, values in 0…1
 * @param side - where that sample's picture stands
 * @returns `[height, width]`, values in 0…1, 0 in the silent half; the caller's own
 * @throws TypeError if the truth is not an ndarray; RangeError if it is not `[height, width]`,
 * finite and in 0…1, or the side is unknown
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { concatTruth } from "@ssl/concat-protocol";
 *
 * const truth = ndarray([1, 1, 1, 0], [1, 4]);
 * console.log(concatTruth(truth, "right").data); // 0, 0, 1, 0.5
 * ```
 */
export function concatTruth(truth: Grid, side: Side): NdArray<Float32Array> {
  const sounding = readGrid("concatTruth", "truth", truth, "[height, width]");
  checkUnitRange(sounding);
  checkSide("concatTruth", side);
  const silent = { ...sounding, values: new Float64Array(sounding.values.length) };
  const [left, right] = side === "left" ? [sounding, silent] : [silent, sounding];
  return ndarray(halfWidth(left, right, "box"), [sounding.height, sounding.width]);
}

function checkUnitRange({ width, values }: DenseGrid): void {
  const bad = values.findIndex((value) => value < 0 || value > 1);
  if (bad >= 0) {
    throw new RangeError(
      "concatTruth: expected values of truth in 0…1, " +
        `got ${values[bad]} at [${Math.floor(bad / width)}, ${bad % width}]. ` +
        "Pass the share of annotators who marked each pixel.",
    );
  }
}
