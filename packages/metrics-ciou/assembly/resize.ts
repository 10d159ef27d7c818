// Separable interpolation: along the rows of the source one number after another, then down the
// columns four at a time. Differences from the nearer pixel are what is weighed, so that equal
// neighbours give exactly their own value.

import { address } from "./address";

const ENTRY: usize = 32; // bytes of an entry of a table: four places, three weights, one spare word

// One number between two, or among four, `step` bytes apart by the places in the table.
// @ts-ignore: decorator
@inline function source(from: usize, entry: usize, place: usize, step: usize): usize {
  return from + <usize>load<u32>(entry + (place << 2)) * step;
}

// @ts-ignore: decorator
@inline function ofTwo(from: usize, entry: usize, step: usize): f32 {
  const first = load<f32>(source(from, entry, 1, step));
  const second = load<f32>(source(from, entry, 2, step));
  return first + (second - first) * load<f32>(entry, 20);
}

// @ts-ignore: decorator
@inline function ofFour(from: usize, entry: usize, step: usize): f32 {
  const first = load<f32>(source(from, entry, 1, step));
  const a = (load<f32>(source(from, entry, 0, step)) - first) * load<f32>(entry, 16);
  const b = (load<f32>(source(from, entry, 2, step)) - first) * load<f32>(entry, 20);
  const c = (load<f32>(source(from, entry, 3, step)) - first) * load<f32>(entry, 24);
  return first + (a + b + c);
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
    let first = source(start, entry, 1, rowBytes);
    let second = source(start, entry, 2, rowBytes);
    const end = to + fours;
    if (cubic) {
      let before = source(start, entry, 0, rowBytes);
      let third = source(start, entry, 3, rowBytes);
      const a = v128.load32_splat(entry, 16);
      const b = v128.load32_splat(entry, 20);
      const c = v128.load32_splat(entry, 24);
      for (; to < end; to += 16) {
        const near = v128.load(first);
        const x = f32x4.mul(f32x4.sub(v128.load(before), near), a);
        const y = f32x4.mul(f32x4.sub(v128.load(second), near), b);
        const z = f32x4.mul(f32x4.sub(v128.load(third), near), c);
        const value = f32x4.add(near, f32x4.add(f32x4.add(x, y), z));
        least = f32x4.pmin(least, value);
        greatest = f32x4.pmax(greatest, value);
        v128.store(to, value);
        before += 16;
        first += 16;
        second += 16;
        third += 16;
      }
    } else {
      const share = v128.load32_splat(entry, 20);
      for (; to < end; to += 16) {
        const near = v128.load(first);
        const value = f32x4.add(near, f32x4.mul(f32x4.sub(v128.load(second), near), share));
        least = f32x4.pmin(least, value);
        greatest = f32x4.pmax(greatest, value);
        v128.store(to, value);
        first += 16;
        second += 16;
      }
    }
    for (let x = fours; x < rowBytes; x += 4, to += 4) {
      const value = cubic ? ofFour(start + x, entry, rowBytes) : ofTwo(start + x, entry, rowBytes);
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
