import ndarray, { type NdArray } from "ndarray";
import type { Placed } from "./arrange.ts";
import { VISIBLE } from "./cut-out.ts";

/** `[side, side]`, 1 where a pixel of the placed object is at least a quarter opaque, else 0. */
export function sceneMask(
  { cutout: { pixels, width, visible }, x, y }: Placed,
  side: number,
): NdArray<Uint8Array> {
  const mask = new Uint8Array(side * side);
  for (let row = visible.top; row < visible.bottom; row++) {
    for (let column = visible.left; column < visible.right; column++) {
      const seen = pixels[(row * width + column) * 4 + 3]! >= VISIBLE;
      if (seen) mask[(y + row) * side + x + column] = 1;
    }
  }
  return ndarray(mask, [side, side]);
}
