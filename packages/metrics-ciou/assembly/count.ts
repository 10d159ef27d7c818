// Counts of pixels in rectangles of a map.

import { address, total } from "./address";

const TOGETHER: i32 = 3; // cuts that one pass counts: with more it is slower, for want of registers

// For each cut, how many pixels of the rectangles are at least as great. Reads cuts and writes counts
// up to a multiple of TOGETHER.
export function countsFrom(
  map: i32, width: i32, rectangles: i32, count: i32, cuts: i32, cutCount: i32, counts: i32,
): void {
  for (let i: i32 = 0; i < cutCount; i += TOGETHER) {
    countThree(map, width, rectangles, count, address(cuts + i), address(counts + i));
  }
}

function countThree(
  map: i32, width: i32, rectangles: i32, count: i32, cuts: usize, counts: usize,
): void {
  const first = v128.load32_splat(cuts);
  const second = v128.load32_splat(cuts, 4);
  const third = v128.load32_splat(cuts, 8);
  let a = i32x4.splat(0), b = a, c = a;
  let rectangle = address(rectangles);
  for (const last = address(rectangles + 4 * count); rectangle < last; rectangle += 16) {
    const columns = load<i32>(rectangle, 8) - load<i32>(rectangle);
    const bottom = load<i32>(rectangle, 12);
    const lanes = f32x4.lt(f32x4(0, 1, 2, 3), f32x4.splat(<f32>(columns & 3)));
    for (let y = load<i32>(rectangle, 4); y < bottom; y++) {
      let pixel = address(map + y * width + load<i32>(rectangle));
      for (const end = pixel + address(columns & ~3); pixel < end; pixel += 16) {
        const four = v128.load(pixel);
        a = i32x4.sub(a, f32x4.ge(four, first)); // true is −1
        b = i32x4.sub(b, f32x4.ge(four, second));
        c = i32x4.sub(c, f32x4.ge(four, third));
      }
      if (columns & 3) {
        // Lanes behind the rectangle's end are not counted.
        const four = v128.load(pixel);
        a = i32x4.sub(a, v128.and(f32x4.ge(four, first), lanes));
        b = i32x4.sub(b, v128.and(f32x4.ge(four, second), lanes));
        c = i32x4.sub(c, v128.and(f32x4.ge(four, third), lanes));
      }
    }
  }
  store<i32>(counts, total(a));
  store<i32>(counts, total(b), 4);
  store<i32>(counts, total(c), 8);
}
