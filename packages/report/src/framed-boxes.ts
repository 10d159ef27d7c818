import ndarray from "ndarray";
import { checkRgb, type RgbPicture } from "./rgb-picture.ts";

/** A box in pixels; right and bottom are exclusive. */
export interface FramedBox {
  /** Left edge. */
  readonly left: number;
  /** Upper edge. */
  readonly top: number;
  /** Right edge, exclusive. */
  readonly right: number;
  /** Lower edge, exclusive. */
  readonly bottom: number;
}

/**
 * Draws the frames of boxes on a copy of a picture.
 *
 * @param picture - RGB bytes, `[height, width, 3]`; borrowed
 * @param boxes - in pixels; parts outside the picture are not drawn
 * @param style - the frame's colour (RGB bytes) and its width in pixels, drawn inwards
 * @returns RGB bytes of the picture's size; the caller's own
 * @example
 * ```ts
 * import { framedBoxes } from "@ssl/report";
 * import ndarray from "ndarray";
 *
 * const picture = ndarray(new Uint8Array(8 * 8 * 3), [8, 8, 3]);
 * const box = { left: 1, top: 1, right: 5, bottom: 6 };
 * const framed = framedBoxes(picture, [box], { colour: [0, 255, 0], line: 1 });
 * console.log(framed.get(1, 1, 1)); // 255
 * ```
 */
export function framedBoxes(
  picture: RgbPicture,
  boxes: readonly FramedBox[],
  style: { readonly colour: readonly [number, number, number]; readonly line: number },
): RgbPicture {
  const [height, width] = checkRgb(picture, "framedBoxes");
  const out = picture.data.slice();
  for (const box of boxes) {
    const left = Math.round(box.left);
    const top = Math.round(box.top);
    const right = Math.round(box.right);
    const bottom = Math.round(box.bottom);
    for (let y = Math.max(0, top); y < Math.min(height, bottom); y++) {
      const edgeRow = y < top + style.line || y >= bottom - style.line;
      for (let x = Math.max(0, left); x < Math.min(width, right); x++) {
        if (edgeRow || x < left + style.line || x >= right - style.line) {
          out.set(style.colour, (y * width + x) * 3);
        }
      }
    }
  }
  return ndarray(out, [height, width, 3]);
}
