import ndarray, { type NdArray } from "ndarray";
import { type ConcatFilter, halfWidth } from "./half-width.ts";
import { readGrid } from "./read-grid.ts";
import type { Grid } from "./types.ts";

/** How `concatPictures` rescales. */
export interface ConcatPicturesOptions {
  /**
   * `"box"` takes the mean of two neighbours and, for even widths, mixes no pixel of the two pictures;
   * `"bilinear-antialias"` is what PIL and torchvision make of it, and mixes at the seam.
   * @default "box"
   */
  readonly filter?: ConcatFilter;
}

/**
 * Puts two pictures side by side and rescales the whole to the size of one.
 *
 * §5 of Oya et al. 2020, which does not name the filter. Values are not rounded to bytes. At an odd
 * width the middle column belongs to both pictures.
 *
 * @param left - `[height, width, 3]`, RGB, in any unit
 * @param right - `[height, width, 3]` of the same size, in the same unit
 * @param options - the filter
 * @returns `[height, width, 3]`, in the unit and range of the pictures; the caller's own
 * @throws TypeError if a picture is not an ndarray; RangeError if one is not `[height, width, 3]` or
 * finite, their sizes differ, or the filter is unknown
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { concatPictures } from "@ssl/concat-protocol";
 *
 * const red = ndarray([1, 0, 0, 1, 0, 0], [1, 2, 3]);
 * const blue = ndarray([0, 0, 1, 0, 0, 1], [1, 2, 3]);
 * console.log(concatPictures(red, blue).data); // 1, 0, 0, 0, 0, 1
 * ```
 */
export function concatPictures(
  left: Grid,
  right: Grid,
  { filter = "box" }: ConcatPicturesOptions = {},
): NdArray<Float32Array> {
  const first = readGrid("concatPictures", "left", left, "[height, width, 3]");
  const second = readGrid("concatPictures", "right", right, "[height, width, 3]");
  if (first.height !== second.height || first.width !== second.width) {
    throw new RangeError(
      `concatPictures: expected right of left's size [${first.height}, ${first.width}, 3], ` +
        `got [${second.height}, ${second.width}, 3]. Resize one to the other first.`,
    );
  }
  if (filter !== "box" && filter !== "bilinear-antialias") {
    throw new RangeError(
      `concatPictures: expected filter to be "box" or "bilinear-antialias", got "${filter}".`,
    );
  }
  return ndarray(halfWidth(first, second, filter), [first.height, first.width, 3]);
}
