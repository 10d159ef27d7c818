import { checkSide, type Side } from "./side.ts";
import type { Box } from "./types.ts";

/** Where the boxes stood and where they go. */
export interface ConcatBoxesOptions {
  /** Width of the picture in pixels, before and after. */
  readonly width: number;
  /** The half that the sounding sample's picture takes. */
  readonly side: Side;
}

/**
 * Moves the sounding sample's boxes into its half of the concatenated picture.
 *
 * §5 of Oya et al. 2020: x / 2, plus width / 2 on the right. Edges may become fractional; where that
 * matters, `concatTruth` keeps what a half-covered pixel is worth.
 *
 * @param annotators - each annotator's boxes in the sounding picture, in pixels
 * @param options - the picture's width and the side
 * @returns each annotator's boxes in the concatenated picture, in pixels; the caller's own
 * @throws RangeError if the width is not a positive integer, the side is unknown, or a box is inside
 * out, reaches outside the width or holds NaN
 * @example
 * ```ts
 * import { concatBoxes } from "@ssl/concat-protocol";
 *
 * const boxes = [[{ left: 2, top: 0, right: 6, bottom: 4 }]];
 * console.log(concatBoxes(boxes, { width: 8, side: "right" }));
 * // [ [ { left: 5, top: 0, right: 7, bottom: 4 } ] ]
 * ```
 */
export function concatBoxes(
  annotators: readonly (readonly Box[])[],
  { width, side }: ConcatBoxesOptions,
): Box[][] {
  if (!Number.isInteger(width) || width < 1) {
    throw new RangeError(
      `concatBoxes: expected width to be an integer of at least 1, got ${width}.`,
    );
  }
  checkSide("concatBoxes", side);
  const start = side === "left" ? 0 : width / 2;
  return annotators.map((boxes, annotator) =>
    boxes.map((box, index) => {
      const { left, top, right, bottom } = box;
      if (!(left >= 0 && left < right && right <= width && top >= 0 && top < bottom)) {
        throw new RangeError(
          `concatBoxes: expected box ${index} of annotator ${annotator} to satisfy ` +
            `0 ≤ left < right ≤ ${width} and 0 ≤ top < bottom, ` +
            `got left ${left}, top ${top}, right ${right}, bottom ${bottom}. ` +
            "Clip boxes to the picture and drop empty ones first.",
        );
      }
      return { left: start + left / 2, top, right: start + right / 2, bottom };
    }),
  );
}
