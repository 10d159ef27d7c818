import { checkHalf, type Half } from "./half.ts";
import { readMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * Whether more of a concat-and-localize map lies on the side whose sound is heard.
 *
 * Not in the paper, which scores such samples by consensus IoU (§5). Of a map that does not listen,
 * one of the two sounds of a pair is right and one wrong, so chance is ½ whatever the map. Scale and
 * offset of the values do not matter. The middle column of an odd width belongs to neither side;
 * columns are held against each other from the middle outwards, so a symmetric map ties exactly.
 *
 * @param map - `[height, width]`, finite, at least two columns
 * @param side - the half in which the source of the sound stands
 * @returns 1 if that half has more, 0 if it has less, 0.5 for a tie
 * @throws TypeError if the map is not an ndarray; RangeError if it is not two-dimensional or finite,
 * has one column only, or the side is unknown
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { sideByMass } from "@ssl/metrics-ciou";
 *
 * console.log(sideByMass(ndarray([0.4, 0.4, 0.6, 0.1], [1, 4]), "left")); // 1
 * ```
 */
export function sideByMass(map: Grid, side: Half): number {
  const { height, width, values } = readMap("sideByMass", "map", map);
  checkHalf("sideByMass", side, width);
  let more = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width >> 1; x++) {
      more += values[y * width + x]! - values[(y + 1) * width - 1 - x]!;
    }
  }
  return (1 + Math.sign(side === "left" ? more : -more)) / 2;
}
