// Separable interpolation: along the rows of the source one number after another, then down the
// columns four at a time; products and sums in the order of OpenCV, to the bit.

import { address } from "./address";

const ENTRY: usize = 32; // bytes of an entry of a table: four places, four weights

// One number between two, or among four, `step` bytes apart by the places in the table.
// @ts-ignore: decorator
@inline function source(from: usize, entry: usize, place: usize, step: usize): usize {
  return from + <usize>load<u32>(entry + (place << 2)) * step;
}

// @ts-ignore: decorator
@inline function weighed(from: usize, entry: usize, place: usize, step: usize): f32 {
  return load<f32>(source(from, entry, place, step)) * load<f32>(entry + (place << 2), 16);
}

// @ts-ignore: decorator
@inline function ofTwo(from: usize, entry: usize, step: usize): f32 {
  return weighed(from, entry, 1, step) + weighed(from, entry, 2, step);
}

// @ts-ignore: decorator
@inline function ofFour(from: usize, entry: usize, step: usize): f32 {
  return (
    weighed(from, entry, 0, step) + weighed(from, entry, 1, step) +
    weighed(from, entry, 2, step) + weighed(from, entry, 3, step)
  );
}

// The same from the last one on.
// @ts-ignore: decorator
@inline function ofFourDown(from: usize, entry: usize, step: usize): f32 {
  const last = weighed(from, entry, 2, step) + weighed(from, entry, 3, step);
  return weighed(from, entry, 0, step) + (weighed(from, entry, 1, step) + last);
}

export function resize(
  given: i32, givenHeight: i32, givenWidth: i32, columns: i32, rows: i32, stretched: i32,
  map: i32, height: i32, width: i32, cubic: bool, range: i32,
): void {
  const rowBytes = address(width);
  for (let y: i32 = 0; y < givenHeight; y++) {
    const from = address(given + y * givenWidth);
    let to = address(stretched + y * width);
    const end = to + rowBytes;
    let entry = address(columns);
    if (cubic) {
      for (; to < end; to += 4, entry += ENTRY) store<f32>(to, ofFour(from, entry, 4));
    } else {
      for (; to < end; to += 4, entry += ENTRY) store<f32>(to, ofTwo(from, entry, 4));
    }
  }

  const start = address(stretched);
  const fours = rowBytes & ~15;
  let least = f32x4.splat(Infinity), greatest = f32x4.splat(-Infinity);
  let leastLeft: f32 = Infinity, greatestLeft: f32 = -Infinity;
  let entry = address(rows);
  let to = address(map);
  for (let y: i32 = 0; y < height; y++, entry += ENTRY) {
    let second = source(start, entry, 1, rowBytes);
    let third = source(start, entry, 2, rowBytes);
    const b = v128.load32_splat(entry, 20);
    const c = v128.load32_splat(entry, 24);
    const end = to + fours;
    if (cubic) {
      let first = source(start, entry, 0, rowBytes);
      let fourth = source(start, entry, 3, rowBytes);
      const a = v128.load32_splat(entry, 16);
      const d = v128.load32_splat(entry, 28);
      for (; to < end; to += 16) {
        let value = f32x4.add(f32x4.mul(v128.load(third), c), f32x4.mul(v128.load(fourth), d));
        value = f32x4.add(f32x4.mul(v128.load(second), b), value);
        value = f32x4.add(f32x4.mul(v128.load(first), a), value);
        least = f32x4.pmin(least, value);
        greatest = f32x4.pmax(greatest, value);
        v128.store(to, value);
        first += 16;
        second += 16;
        third += 16;
        fourth += 16;
      }
    } else {
      for (; to < end; to += 16) {
        const value = f32x4.add(f32x4.mul(v128.load(second), b), f32x4.mul(v128.load(third), c));
        least = f32x4.pmin(least, value);
        greatest = f32x4.pmax(greatest, value);
        v128.store(to, value);
        second += 16;
        third += 16;
      }
    }
    for (let x = fours; x < rowBytes; x += 4, to += 4) {
      const value = cubic
        ? ofFourDown(start + x, entry, rowBytes)
        : ofTwo(start + x, entry, rowBytes);
      if (value < leastLeft) leastLeft = value;
      if (value > greatestLeft) greatestLeft = value;
      store<f32>(to, value);
    }
  }
  store<f32>(address(range), min(leastLeft, smallest(least)));
  store<f32>(address(range), max(greatestLeft, -smallest(f32x4.neg(greatest))), 4);
}

function smallest(values: v128): f32 {
  return min(
    min(f32x4.extract_lane(values, 0), f32x4.extract_lane(values, 1)),
    min(f32x4.extract_lane(values, 2), f32x4.extract_lane(values, 3)),
  );
}
