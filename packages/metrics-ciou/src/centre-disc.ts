import ndarray, { type NdArray } from "ndarray";
import { checkSize } from "./read-map.ts";
import type { MapSize } from "./types.ts";

/**
 * A disc in the middle of the picture: the map of a system that neither looks nor listens.
 *
 * Not in the paper. Objects stand in the middle of photographs, so this map is the floor that a
 * score must clear before it says anything.
 *
 * @param size - the map's height and width in pixels
 * @param share - the share of all pixels to cover, in 0…1
 * @returns `[height, width]`, 1 inside and 0 outside; the pixels nearest the middle until the share is
 * reached, with all those as far as the last one, so that the disc is symmetric; the caller's own
 * @throws RangeError if the size is not positive or the share leaves 0…1
 * @example
 * ```ts
 * import { centreDisc } from "@ssl/metrics-ciou";
 *
 * console.log(centreDisc({ height: 1, width: 4 }).data); // 0, 1, 1, 0
 * ```
 */
export function centreDisc(size: MapSize, share = 0.5): NdArray<Float32Array> {
  checkSize("centreDisc", size);
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`centreDisc: expected share in 0…1, got ${share}.`);
  }
  const { height, width } = size;
  // Twice the distances from the middle are integers, so that equal distances are exactly equal.
  const distances = Float64Array.from({ length: height * width }, (_, pixel) => {
    const across = 2 * (pixel % width) + 1 - width;
    const down = 2 * Math.floor(pixel / width) + 1 - height;
    return across * across + down * down;
  });
  const wanted = Math.round(share * distances.length);
  const reach = wanted === 0 ? -1 : distances.slice().sort()[wanted - 1]!;
  return ndarray(
    Float32Array.from(distances, (distance) => Number(distance <= reach)),
    [height, width],
  );
}
