import ndarray, { type NdArray } from "ndarray";
import { checkSize } from "./read-map.ts";
import type { Box, MapSize } from "./types.ts";

/**
 * Merges the annotators' boxes into the ground truth G: the share of annotators who marked a pixel.
 *
 * Eq. (7) of Oya et al. 2020. One annotator's boxes are united, not added, and an annotator who drew
 * nothing counts. A pixel belongs to a box if its centre does, which is exact for integer edges; a
 * box thinner than a pixel may hold no centre and then marks nothing.
 *
 * @param annotators - each annotator's boxes, in pixels of the map
 * @param size - the map's height and width in pixels
 * @returns `[height, width]`, values in 0…1; the caller's own
 * @throws RangeError if there is no annotator, the size is not positive, or a box is inside out,
 * reaches outside the map or holds NaN
 * @example
 * ```ts
 * import { consensusMap } from "@ssl/metrics-ciou";
 *
 * const one = [{ left: 0, top: 0, right: 2, bottom: 1 }];
 * const other = [{ left: 1, top: 0, right: 3, bottom: 1 }];
 * console.log(consensusMap([one, other], { height: 1, width: 4 }).data); // 0.5, 1, 0.5, 0
 * ```
 */
export function consensusMap(
  annotators: readonly (readonly Box[])[],
  size: MapSize,
): NdArray<Float32Array> {
  checkSize("consensusMap", size);
  if (annotators.length === 0) {
    throw new RangeError(
      "consensusMap: expected at least one annotator, got none. " +
        "An annotator who marked nothing is an empty list of boxes.",
    );
  }
  const { height, width } = size;
  const votes = new Float32Array(height * width);
  const lastVoter = new Int32Array(height * width).fill(-1);
  annotators.forEach((boxes, annotator) => {
    boxes.forEach((box, index) => {
      checkBox(box, index, annotator, size);
      const right = firstCentreFrom(box.right);
      const bottom = firstCentreFrom(box.bottom);
      for (let y = firstCentreFrom(box.top); y < bottom; y++) {
        for (let x = firstCentreFrom(box.left); x < right; x++) {
          const pixel = y * width + x;
          if (lastVoter[pixel] === annotator) continue;
          lastVoter[pixel] = annotator;
          votes[pixel]! += 1;
        }
      }
    });
  });
  return ndarray(
    votes.map((count) => count / annotators.length),
    [height, width],
  );
}

/** The first pixel whose centre is not before an edge; the centre of pixel i lies at i + 0.5. */
function firstCentreFrom(edge: number): number {
  return Math.ceil(edge - 0.5);
}

function checkBox(box: Box, index: number, annotator: number, { height, width }: MapSize): void {
  const { left, top, right, bottom } = box;
  const across = left >= 0 && left < right && right <= width;
  const down = top >= 0 && top < bottom && bottom <= height;
  if (!(across && down)) {
    throw new RangeError(
      `consensusMap: expected box ${index} of annotator ${annotator} to satisfy ` +
        `0 ≤ left < right ≤ ${width} and 0 ≤ top < bottom ≤ ${height}, ` +
        `got left ${left}, top ${top}, right ${right}, bottom ${bottom}. ` +
        "Scale boxes to the map, clip them to it and drop empty ones first.",
    );
  }
}
