/** RGB bytes. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Share of the map's colour in each pixel, of 255: 0.6, as in `ssl localize`. */
const OPACITY = 153;
/** Width of either line along the edge, in pixels. */
const EDGE = 2;
const WHITE: Colour = [255, 255, 255];
const BLACK: Colour = [0, 0, 0];

interface MaskOverlayOptions {
  readonly side: number;
  readonly threshold: number;
  readonly colours: readonly Colour[];
}

/**
 * Colours a map and draws the edge of its mask, white within and black without, so that it shows on
 * every colour and for every eye.
 *
 * @param map - values in 0 … 1, row-major, of a square
 * @param options - pixels on each side; the threshold, above which pixels are on; 256 colours
 * @returns RGBA bytes to lay over the picture in grey
 */
export function maskOverlay(
  map: Float32Array,
  { side, threshold, colours }: MaskOverlayOptions,
): Uint8ClampedArray {
  const limit = Math.fround(threshold);
  const pixels = new Uint8ClampedArray(side * side * 4);
  const on = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < side && y < side && map[y * side + x]! > limit;
  for (let y = 0, i = 0; y < side; y++) {
    for (let x = 0; x < side; x++, i += 4) {
      const here = on(x, y);
      const edge =
        on(x - EDGE, y) !== here ||
        on(x + EDGE, y) !== here ||
        on(x, y - EDGE) !== here ||
        on(x, y + EDGE) !== here;
      const plain = colours[Math.round(map[y * side + x]! * 255)]!;
      const colour = edge ? (here ? WHITE : BLACK) : plain;
      pixels[i] = colour[0];
      pixels[i + 1] = colour[1];
      pixels[i + 2] = colour[2];
      pixels[i + 3] = edge ? 255 : OPACITY;
    }
  }
  return pixels;
}
