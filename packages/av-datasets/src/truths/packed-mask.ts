import type { Grid, MaskAnnotation } from "@ssl/metrics-ciou";

/** A mask of one bit a pixel, so that thousands fit in memory. */
export function packedMask(
  marked: (pixel: number) => boolean,
  width: number,
  height: number,
): MaskAnnotation {
  const pixels = width * height;
  const bits = new Uint8Array(Math.ceil(pixels / 8));
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (marked(pixel)) bits[pixel >> 3]! |= 1 << (pixel & 7);
  }
  return {
    get mask(): Grid {
      const data = new Uint8Array(pixels);
      for (let pixel = 0; pixel < pixels; pixel++) {
        data[pixel] = (bits[pixel >> 3]! >> (pixel & 7)) & 1;
      }
      return { data, shape: [height, width], stride: [width, 1], offset: 0 };
    },
  };
}
