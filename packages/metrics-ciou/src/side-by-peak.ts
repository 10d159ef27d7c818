import { checkHalf, type Half } from "./half.ts";
import { readMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * Whether a concat-and-localize map is greatest on the side whose sound is heard.
 *
 * Not in the paper: the pointing game on §5's samples. Of a map that does not listen, one of the two
 * sounds of a pair is right and one wrong, so chance is ½ whatever the map.
 *
 * @param map - `[height, width]`, finite, at least two columns
 * @param side - the half in which the source of the sound stands
 * @returns the share of the greatest pixels that lie on that side, in 0…1, of which those in the
 * middle column of an odd width count half: 1 or 0 if nothing ties
 * @throws TypeError if the map is not an ndarray; RangeError if it is not two-dimensional or finite,
 * has one column only, or the side is unknown
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { sideByPeak } from "@ssl/metrics-ciou";
 *
 * console.log(sideByPeak(ndarray([0.4, 0.4, 0.6, 0.1], [1, 4]), "left")); // 0
 * ```
 */
export function sideByPeak(map: Grid, side: Half): number {
  const { width, values } = readMap("sideByPeak", "map", map);
  checkHalf("sideByPeak", side, width);
  const greatest = values.reduce((most, value) => Math.max(most, value));
  let left = 0;
  let peaks = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== greatest) continue;
    left += (1 + Math.sign((width - 1) / 2 - (i % width))) / 2;
    peaks++;
  }
  return (side === "left" ? left : peaks - left) / peaks;
}
