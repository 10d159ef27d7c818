import { gaussianBlur, type Plane } from "./gaussian-blur.ts";

/**
 * Blurs the opacity of a cut-out, so that its edge is no sharper than the picture around it. Colours
 * stay where the object is opaque and go on beyond its old edge.
 *
 * @param cutout - [height, width, 4], the colours multiplied by the opacity, 0 … 255
 * @param sigma - the blur's standard deviation in pixels; 0 gives the cut-out itself
 * @returns the same with a margin around it
 */
export function softEdges(cutout: Plane, sigma: number): Plane {
  if (sigma === 0) return cutout;
  const { width, height } = cutout;
  const { margin, ...soft } = gaussianBlur(cutout, 4, sigma);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4;
      const to = ((y + margin) * soft.width + x + margin) * 4;
      const before = cutout.pixels[from + 3]!;
      const after = soft.pixels[to + 3]!;
      // As much of the object's own colour as it was opaque; the blurred one fills the rest.
      for (let channel = 0; channel < 3; channel++) {
        const own = cutout.pixels[from + channel]! / 255;
        soft.pixels[to + channel] = own * after + soft.pixels[to + channel]! * (1 - before / 255);
      }
    }
  }
  return soft;
}
