import { densePicture, resizePicture } from "../media/resize-picture.ts";
import type { Box, PictureLike } from "../types.ts";
import { softEdges } from "./soft-edges.ts";

/** A cut-out at the size at which it is pasted. */
export interface CutOut {
  /** [height, width, 4], the colours multiplied by the opacity, 0 … 255. */
  readonly pixels: Float32Array;
  readonly width: number;
  readonly height: number;
  /** The bounds of the pixels that are at least a quarter opaque. */
  readonly visible: Box;
}

/**
 * From this opacity on, of 255, a pixel belongs to the object's mask and box: a quarter, so that
 * thin legs and stands still count when a cut-out is made small.
 */
export const VISIBLE = 64;

/**
 * Resizes a cut-out so that the box of its visible pixels has about a given area.
 *
 * @param area - of the visible box, in square pixels
 * @param blur - standard deviation of the edges' softening, in pixels; 0 leaves them as they are
 * @returns the cut-out, or undefined if nothing of it is visible at that size
 */
export function cutOut(
  picture: PictureLike,
  area: number,
  mirrored: boolean,
  blur = 0,
): CutOut | undefined {
  const [sourceHeight, sourceWidth] = picture.shape as [number, number];
  const whole = { left: 0, top: 0, width: sourceWidth, height: sourceHeight };
  const source = densePicture(picture, whole);
  let asked = area;
  let best: CutOut | undefined;
  let error = Number.POSITIVE_INFINITY;
  // Faint borders are not visible, so that the box is smaller than the picture: ask for more.
  for (let round = 0; round < 4 && error > 0.08; round++) {
    const width = Math.max(1, Math.round(Math.sqrt((asked * sourceWidth) / sourceHeight)));
    const height = Math.max(1, Math.round(Math.sqrt((asked * sourceHeight) / sourceWidth)));
    const resized = resizePicture(source, width, height);
    if (mirrored) mirror(resized, width, height);
    const made = softEdges({ pixels: resized, width, height }, blur);
    const visible = visibleBox(made);
    if (visible === undefined) break;
    const found = (visible.right - visible.left) * (visible.bottom - visible.top);
    if (Math.abs(found / area - 1) < error) {
      error = Math.abs(found / area - 1);
      best = { ...made, visible };
    }
    asked *= area / found;
  }
  return best;
}

function mirror(pixels: Float32Array, width: number, height: number): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width >> 1; x++) {
      for (let channel = 0; channel < 4; channel++) {
        const left = (y * width + x) * 4 + channel;
        const right = (y * width + width - 1 - x) * 4 + channel;
        const moved = pixels[left]!;
        pixels[left] = pixels[right]!;
        pixels[right] = moved;
      }
    }
  }
}

/** The bounds of the pixels that are at least a quarter opaque, if there is one. */
export function visibleBox({ pixels, width, height }: Omit<CutOut, "visible">): Box | undefined {
  let left = width;
  let top = height;
  let right = 0;
  let bottom = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (pixels[(y * width + x) * 4 + 3]! < VISIBLE) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = y + 1;
    }
  }
  return right === 0 ? undefined : { left, top, right, bottom };
}
