import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { INFERNO } from "./inferno.ts";
import { rgbColour } from "./rgb-colour.ts";
import { checkRgb, type RgbPicture } from "./rgb-picture.ts";

const COLOURS = INFERNO.map(rgbColour);

/**
 * Lays a heat map over a picture: the picture in grey, the map in colours from dark to light.
 *
 * Not in the paper: its figures use the same idea; the colours are d3's inferno.
 *
 * @param picture - RGB bytes, `[height, width, 3]`; borrowed
 * @param map - values in 0 … 1 (outside is cut), `[height, width]`; borrowed
 * @param options - how much of the map to see
 * @returns RGB bytes of the picture's size; the caller's own
 * @throws RangeError if the sizes differ or the opacity is not in 0 … 1
 * @example
 * ```ts
 * import { heatmapOverlay } from "@ssl/report";
 * import ndarray from "ndarray";
 *
 * const picture = ndarray(new Uint8Array(2 * 2 * 3).fill(90), [2, 2, 3]);
 * const map = ndarray(Float32Array.of(0, 0.2, 0.8, 1), [2, 2]);
 * console.log(heatmapOverlay(picture, map, { opacity: 0.6 }).shape); // [2, 2, 3]
 * ```
 */
export function heatmapOverlay(
  picture: RgbPicture,
  map: NdArray<Float32Array>,
  options: {
    /** Share of the map in each pixel, 0 … 1. */
    readonly opacity: number;
  },
): RgbPicture {
  const [height, width] = checkRgb(picture, "heatmapOverlay");
  const { opacity } = options;
  if (!(opacity >= 0 && opacity <= 1)) {
    throw new RangeError(`heatmapOverlay: expected an opacity in 0 … 1, got ${opacity}.`);
  }
  if (map.shape.length !== 2 || map.shape[0] !== height || map.shape[1] !== width) {
    throw new RangeError(
      `heatmapOverlay: expected a map of the picture's size [${height}, ${width}], got [${map.shape.join(", ")}]. Upsample it first.`,
    );
  }
  const out = new Uint8Array(height * width * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = (y * width + x) * 3;
      const [red, green, blue] = [picture.data[i]!, picture.data[i + 1]!, picture.data[i + 2]!];
      const grey = 0.299 * red + 0.587 * green + 0.114 * blue;
      const level = Math.round(Math.min(1, Math.max(0, map.get(y, x))) * 255);
      const colour = COLOURS[level]!;
      for (let channel = 0; channel < 3; channel++) {
        out[i + channel] = Math.round((1 - opacity) * grey + opacity * colour[channel]!);
      }
    }
  }
  return ndarray(out, [height, width, 3]);
}
