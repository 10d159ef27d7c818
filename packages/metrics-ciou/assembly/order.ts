// The value with a given number of others before it in ascending order. Values between which it
// probably lies come from a sample (as in Floyd and Rivest's SELECT), later ones from a straight line
// through what was counted; passes that only count wait for no branch, and what is left is ordered.

import { address, total } from "./address";
import { gather } from "./gather";

const FEW: i32 = 384; // so many numbers are ordered
const SAMPLE: i32 = 512;
const REACH: i32 = 10; // places of the sample that the first guess reaches to either side

/**
 * @param values - place of the numbers
 * @param count - how many
 * @param rank - how many are before the wanted one
 * @param range - place of the least and the greatest
 * @param bracket - place of two values to try first, if the first is below the second; becomes those
 *     of a small share of the numbers between which it was found; behind them the number just before
 *     the wanted one is written, if it is found on the way
 * @param list - place of room for as many numbers and four more, at least SAMPLE
 */
export function orderStatistic(
  values: i32, count: i32, rank: i32, range: i32, bracket: i32, list: i32,
): f32 {
  // The wanted one is among `found` numbers from `from` to below `to`, with `lower` below them.
  let from = load<f32>(address(range)), to = next(load<f32>(address(range), 4));
  let lower = 0, found = count;
  let low = load<f32>(address(bracket)), high = load<f32>(address(bracket), 4);
  if (count > FEW && !(low < high)) {
    sample(values, count, list);
    const place = <i32>((<i64>rank * SAMPLE) / count);
    low = quantile(list, from, to, place - REACH, false);
    high = quantile(list, from, to, place + REACH, true);
  }
  let stuck = false;
  while (found > FEW) {
    if (next(from) >= to) {
      if (rank > lower) store<f32>(address(bracket), from, 8);
      return from;
    }
    low = max(low, from);
    high = min(high, to);
    if (!(low < high) || (low == from && high == to)) {
      low = middle(from, to);
      high = to;
    }
    const reaching = counted(values, count, low, high);
    const below = count - <i32>reaching, upTo = count - <i32>(reaching >> 32);
    const before = found;
    if (rank < below) {
      to = low;
      found = below - lower;
    } else if (rank < upTo) {
      from = low;
      to = high;
      lower = below;
      found = upTo - below;
    } else {
      from = high;
      found += lower - upTo;
      lower = upTo;
    }
    if (found > count >> 5 || before == count) {
      store<f32>(address(bracket), from);
      store<f32>(address(bracket), to, 4);
    }
    if (found << 2 <= before) {
      const share = <f32>(rank - lower) / <f32>found;
      low = from + (to - from) * (share - 0.0625);
      high = from + (to - from) * (share + 0.0625);
    } else if (!stuck) {
      // Many may be alike; then the sample holds them too.
      stuck = true;
      sample(values, count, list);
      low = ordered(list, SAMPLE, <i32>((<i64>rank * SAMPLE) / count));
      high = next(low);
    } else {
      low = middle(from, to);
      high = to;
    }
  }
  gather(values, count, from, to, list);
  const wanted = ordered(list, found, rank - lower);
  if (rank > lower) store<f32>(address(bracket), greatest(list, rank - lower), 8);
  return wanted;
}

function greatest(values: i32, count: i32): f32 {
  let most: f32 = -Infinity;
  for (let i: i32 = 0; i < count; i++) most = max(most, load<f32>(address(values + i)));
  return most;
}

// How many are at least `low`; and, in the upper half, at least `high`.
function counted(values: i32, count: i32, low: f32, high: f32): i64 {
  const lows = f32x4.splat(low), highs = f32x4.splat(high);
  let reachLow = i32x4.splat(0), reachHigh = i32x4.splat(0);
  let left: i64 = 0;
  let value = address(values);
  const end = value + address(count);
  for (const eights = value + address(count & ~7); value < eights; value += 32) {
    const four = v128.load(value), next = v128.load(value, 16);
    reachLow = i32x4.sub(reachLow, f32x4.ge(four, lows)); // true is −1
    reachHigh = i32x4.sub(reachHigh, f32x4.ge(four, highs));
    reachLow = i32x4.sub(reachLow, f32x4.ge(next, lows));
    reachHigh = i32x4.sub(reachHigh, f32x4.ge(next, highs));
  }
  for (; value < end; value += 4) {
    left += i64(load<f32>(value) >= low) + (i64(load<f32>(value) >= high) << 32);
  }
  return left + <i64>total(reachLow) + (<i64>total(reachHigh) << 32);
}

// Numbers at equal steps.
function sample(values: i32, count: i32, to: i32): void {
  const step = (<i64>count << 16) / SAMPLE;
  let place = step >> 1;
  for (let i: i32 = 0; i < SAMPLE; i++, place += step) {
    store<f32>(address(to + i), load<f32>(address(values + <i32>(place >> 16))));
  }
}

// By halving: about the greatest value with no more than `rank` of the sample below it, or about the
// least with more.
function quantile(sample: i32, low: f32, high: f32, rank: i32, more: bool): f32 {
  for (let i: i32 = 0; i < 24; i++) {
    const half = low + (high - low) * 0.5;
    const below = SAMPLE - <i32>counted(sample, SAMPLE, half, high);
    if (below <= rank) low = half;
    else high = half;
    if (below == rank) break;
  }
  return more ? high : low;
}

// Hoare's FIND; reorders the numbers.
function ordered(values: i32, count: i32, rank: i32): f32 {
  let first = address(values), last = address(values + count - 1);
  const wanted = address(values + rank);
  while (first < last) {
    const pivot = load<f32>(((first + last) >> 1) & ~3);
    let i = first, j = last;
    while (i <= j) {
      while (load<f32>(i) < pivot) i += 4;
      while (load<f32>(j) > pivot) j -= 4;
      if (i <= j) {
        const swapped = load<f32>(i);
        store<f32>(i, load<f32>(j));
        store<f32>(j, swapped);
        i += 4;
        j -= 4;
      }
    }
    if (wanted <= j) last = j;
    else if (wanted >= i) first = i;
    else break;
  }
  return load<f32>(wanted);
}

// Numbers as integers in the same order.
// @ts-ignore: decorator
@inline function place(value: f32): i32 {
  const bits = reinterpret<i32>(value);
  return bits < 0 ? i32.MIN_VALUE - bits : bits;
}

// @ts-ignore: decorator
@inline function numberAt(place: i32): f32 {
  return reinterpret<f32>(place < 0 ? i32.MIN_VALUE - place : place);
}

// The next number above.
function next(value: f32): f32 {
  return numberAt(place(value) + 1);
}

// The number halfway between two by how many there are, above the first.
function middle(from: f32, to: f32): f32 {
  const first = <i64>place(from), last = <i64>place(to);
  return numberAt(<i32>((first + last + 1) >> 1));
}
