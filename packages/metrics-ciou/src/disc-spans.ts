import type { MapSize } from "./types.ts";

const orders = new Map<string, Int32Array>();

/**
 * A disc in the middle of the picture, of the given number of pixels but for those that are equally
 * far: all of them if it may be more, none if it may not. For each row its first column and the one
 * behind its last, which are equal if it has none.
 */
export function discSpans(size: MapSize, count: number, orMore: boolean): Int32Array {
  const { height, width } = size;
  const reach = reachOf(size, count, orMore);
  const spans = new Int32Array(2 * height);
  for (let y = 0; y < height; y++) {
    const down = 2 * y + 1 - height;
    const left = reach - down * down;
    // Twice a pixel's distance across from the middle is width - 1, width - 3, …
    const across = left < 0 ? -1 : Math.min(Math.floor(Math.sqrt(left)), width - 1);
    const reached = across - ((across ^ (width - 1)) & 1);
    if (reached < 0) continue;
    spans[2 * y] = (width - 1 - reached) / 2;
    spans[2 * y + 1] = (width - 1 + reached) / 2 + 1;
  }
  return spans;
}

/** The square of twice the distance of the disc's farthest pixel. */
function reachOf({ height, width }: MapSize, count: number, orMore: boolean): number {
  const distances = ascendingDistances(height, width);
  if (orMore) return count > 0 ? distances[count - 1]! : -1;
  return count < distances.length ? distances[count]! - 1 : distances[count - 1]!;
}

/** Squares of twice the pixels' distances from the middle: integers, so that equal ones are equal. */
function ascendingDistances(height: number, width: number): Int32Array {
  const key = `${height} × ${width}`;
  let distances = orders.get(key);
  if (!distances) {
    if (orders.size >= 8) orders.clear();
    distances = Int32Array.from({ length: height * width }, (_, pixel) => {
      const across = 2 * (pixel % width) + 1 - width;
      const down = 2 * Math.floor(pixel / width) + 1 - height;
      return across * across + down * down;
    }).sort();
    orders.set(key, distances);
  }
  return distances;
}
