// What is done to a map as one row of numbers.

import { address } from "./address";

// Copies the numbers from `low` to below `high` to the list; may write to one place behind the last.
export function gather(values: i32, count: i32, low: f32, high: f32, list: i32): void {
  const lows = f32x4.splat(low), highs = f32x4.splat(high);
  let value = address(values);
  let to = address(list);
  const end = value + address(count);
  for (const fours = value + address(count & ~3); value < fours; value += 16) {
    const four = v128.load(value);
    const between = v128.and(f32x4.ge(four, lows), f32x4.lt(four, highs));
    if (v128.any_true(between)) {
      // Every lane is written; one that is not wanted is written over by the next.
      const wanted = i32x4.bitmask(between);
      store<f32>(to, f32x4.extract_lane(four, 0));
      to += (wanted & 1) << 2;
      store<f32>(to, f32x4.extract_lane(four, 1));
      to += (wanted & 2) << 1;
      store<f32>(to, f32x4.extract_lane(four, 2));
      to += wanted & 4;
      store<f32>(to, f32x4.extract_lane(four, 3));
      to += (wanted & 8) >> 1;
    }
  }
  for (; value < end; value += 4) {
    const one = load<f32>(value);
    if (one >= low && one < high) {
      store<f32>(to, one);
      to += 4;
    }
  }
}

export function sumAbove(map: i32, pixels: i32, cut: f32): f64 {
  const cuts = f32x4.splat(cut);
  let first = f64x2.splat(0), second = f64x2.splat(0);
  let pixel = address(map);
  const end = pixel + address(pixels);
  for (const fours = pixel + address(pixels & ~3); pixel < fours; pixel += 16) {
    const value = v128.load(pixel);
    const counted = v128.and(value, f32x4.gt(value, cuts));
    first = f64x2.add(first, f64x2.promote_low_f32x4(counted));
    second = f64x2.add(
      second, f64x2.promote_low_f32x4(v128.shuffle<f32>(counted, counted, 2, 3, 2, 3)),
    );
  }
  let left: f64 = 0;
  for (; pixel < end; pixel += 4) {
    const value = load<f32>(pixel);
    if (value > cut) left += value;
  }
  return (
    f64x2.extract_lane(first, 0) + f64x2.extract_lane(first, 1) +
    (f64x2.extract_lane(second, 0) + f64x2.extract_lane(second, 1)) + left
  );
}
