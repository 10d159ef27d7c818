import type { Placed } from "./arrange.ts";
import { type CutOut, VISIBLE } from "./cut-out.ts";

/**
 * Lays a cut-out on the canvas, its brightness brought towards that of the ground behind it unless
 * `matched` is false.
 */
export function paste(
  canvas: Float32Array,
  ground: Float32Array,
  side: number,
  { cutout, x, y }: Placed,
  matched = true,
): void {
  const { pixels, width, height } = cutout;
  const gain = matched ? brightnessGain(ground, side, cutout, x, y) : 1;
  for (let row = Math.max(0, -y); row < Math.min(height, side - y); row++) {
    for (let column = Math.max(0, -x); column < Math.min(width, side - x); column++) {
      const from = (row * width + column) * 4;
      const to = ((y + row) * side + x + column) * 3;
      const alpha = pixels[from + 3]!;
      for (let channel = 0; channel < 3; channel++) {
        const colour = Math.min(alpha, pixels[from + channel]! * gain);
        canvas[to + channel] = colour + canvas[to + channel]! * (1 - alpha / 255);
      }
    }
  }
}

/** (mean of the ground + 60) / (mean of the object + 60), within 0.7 … 1.25. */
function brightnessGain(
  ground: Float32Array,
  side: number,
  { pixels, width, visible }: CutOut,
  x: number,
  y: number,
): number {
  let behind = 0;
  let object = 0;
  let objectPixels = 0;
  for (let row = visible.top; row < visible.bottom; row++) {
    for (let column = visible.left; column < visible.right; column++) {
      const to = ((y + row) * side + x + column) * 3;
      const from = (row * width + column) * 4;
      const alpha = pixels[from + 3]!;
      const seen = alpha >= VISIBLE;
      if (seen) objectPixels++;
      for (let channel = 0; channel < 3; channel++) {
        behind += ground[to + channel]!;
        if (seen) object += (pixels[from + channel]! / alpha) * 255;
      }
    }
  }
  const area = (visible.right - visible.left) * (visible.bottom - visible.top);
  const gain = (behind / (3 * area) + 60) / (object / (3 * objectPixels) + 60);
  return Math.min(1.25, Math.max(0.7, gain));
}
