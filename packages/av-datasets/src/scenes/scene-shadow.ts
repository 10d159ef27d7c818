import type { Placed } from "./arrange.ts";
import { gaussianBlur } from "./gaussian-blur.ts";

/** Of the object's size: how far its shadow falls, and how soft it is. */
const REACH = 0.08;
const SOFTNESS = 0.05;

/**
 * Darkens the canvas where an object's soft shadow falls: its silhouette, blurred and moved away
 * from the light.
 *
 * @param strength - how much darker the deepest shadow is, 0 … 1
 * @param angle - to where the shadow falls, in radians from the right, clockwise
 */
export function castShadow(
  canvas: Float32Array,
  side: number,
  { cutout: { pixels, width, height, visible }, x, y }: Placed,
  { strength, angle }: { readonly strength: number; readonly angle: number },
): void {
  const size = Math.sqrt((visible.right - visible.left) * (visible.bottom - visible.top));
  const opacity = new Float32Array(width * height);
  for (let i = 0; i < opacity.length; i++) opacity[i] = pixels[4 * i + 3]! / 255;
  const plane = { pixels: opacity, width, height };
  const { margin, ...shadow } = gaussianBlur(plane, 1, Math.max(0.5, SOFTNESS * size));
  const left = x - margin + Math.round(REACH * size * Math.cos(angle));
  const top = y - margin + Math.round(REACH * size * Math.sin(angle));
  for (let row = Math.max(0, -top); row < Math.min(shadow.height, side - top); row++) {
    for (let column = Math.max(0, -left); column < Math.min(shadow.width, side - left); column++) {
      const light = 1 - strength * shadow.pixels[row * shadow.width + column]!;
      const to = ((top + row) * side + left + column) * 3;
      for (let channel = 0; channel < 3; channel++) canvas[to + channel]! *= light;
    }
  }
}
