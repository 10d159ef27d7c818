import ndarray, { type NdArray } from "ndarray";
import { checkTruthRule } from "./check-protocol.ts";
import type { Protocol } from "./protocol.ts";
import { truthRegions } from "./truth-regions.ts";
import type { Annotation } from "./types.ts";

/**
 * Merges what people marked into the ground truth G by a protocol's rule, at its size.
 *
 * By `annotators` eq. (7) of Oya et al. 2020, by `boxes` and `union` that of most later papers. Edges
 * of boxes are clipped to the frame and cut to whole pixels, ⌊size · edge / frame⌋, as all published
 * evaluators do, and a box that is empty then marks nothing; `consensusMap` takes pixels' centres
 * instead, and refuses such boxes. A mask is read at the nearest pixel.
 *
 * @param annotation - boxes in their frame, or a mask
 * @param rule - how to merge them, and the truth's size; a protocol will do
 * @returns `[height, width]`, values in 0…1; the caller's own
 * @throws TypeError if a mask is not an ndarray; RangeError if it is not finite, there is no
 * annotator, an edge is NaN, the frame is empty, the consensus is below 1, or the rule is unknown
 * @example
 * ```ts
 * import { truthMap } from "@ssl/metrics-ciou";
 *
 * const boxes = [{ left: 0, top: 0, right: 0.5, bottom: 1 }];
 * const annotation = { annotators: [boxes], frame: { height: 1, width: 1 }, consensus: 1 };
 * const truth = truthMap(annotation, { truth: "boxes", size: { height: 1, width: 4 } });
 * console.log(truth.data); // 1, 1, 0, 0
 * ```
 */
export function truthMap(
  annotation: Annotation,
  rule: Pick<Protocol, "truth" | "size">,
): NdArray<Float32Array> {
  checkTruthRule("truthMap", rule);
  const { levels, size } = truthRegions("truthMap", annotation, rule);
  const map = new Float32Array(size.height * size.width);
  for (const { value, rectangles } of levels) {
    for (let i = 0; i < rectangles.length; i += 4) {
      const [left, top, right, bottom] = rectangles.subarray(i, i + 4) as unknown as [
        number,
        number,
        number,
        number,
      ];
      for (let y = top; y < bottom; y++) {
        map.fill(value, y * size.width + left, y * size.width + right);
      }
    }
  }
  return ndarray(map, [size.height, size.width]);
}
