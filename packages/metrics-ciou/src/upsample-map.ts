import ndarray, { type NdArray } from "ndarray";
import { checkSize, readMap } from "./read-map.ts";
import type { Grid, MapSize } from "./types.ts";

/**
 * Resizes a map by bilinear interpolation between pixel centres.
 *
 * Not in the paper. The rule is that of OpenCV's `INTER_LINEAR` and of PyTorch's `bilinear` with
 * `align_corners=False`: half-pixel centres, the border repeated outwards. A smaller size is sampled
 * in the same way, without averaging.
 *
 * @param map - `[height, width]`, finite
 * @param size - the new height and width in pixels
 * @returns the resized map, within the map's range; the caller's own
 * @throws TypeError if the map is not an ndarray; RangeError if it is not two-dimensional or finite,
 * or the size is not positive
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { upsampleMap } from "@ssl/metrics-ciou";
 *
 * const wide = upsampleMap(ndarray([0, 1], [1, 2]), { height: 1, width: 4 });
 * console.log(wide.data); // 0, 0.25, 0.75, 1
 * ```
 */
export function upsampleMap(map: Grid, size: MapSize): NdArray<Float32Array> {
  const source = readMap("upsampleMap", "map", map);
  checkSize("upsampleMap", size);
  const { height, width } = size;
  const across = Array.from({ length: width }, (_, x) => neighbours(x, width, source.width));
  const resized = new Float32Array(height * width);
  for (let y = 0, i = 0; y < height; y++) {
    const row = neighbours(y, height, source.height);
    for (let x = 0; x < width; x++, i++) {
      const column = across[x]!;
      const above = between(source.values, row.before * source.width, column);
      const below = between(source.values, row.after * source.width, column);
      resized[i] = above + (below - above) * row.share;
    }
  }
  return ndarray(resized, [height, width]);
}

/** The two source pixels beside a new pixel's centre, and how far it is towards the second. */
interface Neighbours {
  readonly before: number;
  readonly after: number;
  readonly share: number;
}

function neighbours(index: number, length: number, sourceLength: number): Neighbours {
  const centre = Math.max(((index + 0.5) * sourceLength) / length - 0.5, 0);
  const before = Math.min(Math.floor(centre), sourceLength - 1);
  const after = Math.min(before + 1, sourceLength - 1);
  return { before, after, share: centre - before };
}

/** Interpolates in a row; written so that equal neighbours give exactly their own value. */
function between(values: Float64Array, row: number, { before, after, share }: Neighbours): number {
  const first = values[row + before]!;
  return first + (values[row + after]! - first) * share;
}
