import { checkOtherSize, type DenseMap, readMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/** How much two maps of one picture differ; all 0 for equal ones. */
export interface MapChange {
  /** 1 − Pearson's correlation of their values, 0…2; 1 if exactly one of the two is constant. */
  readonly oneMinusCorrelation: number;
  /** The share of pixels, 0…1, that are above the upper median of one map and not of the other. */
  readonly flipped: number;
  /** How far the peak moves, as a share of the picture's diagonal, 0…1. */
  readonly peakMoved: number;
}

/**
 * How much a picture's map changes when its sound does.
 *
 * Not in the paper, which compares scores. None of the three depends on scale or offset of the maps'
 * values. The upper median is the value number ⌊n / 2⌋ of n in ascending order, as the protocol
 * `hche11` has it, so half of the pixels is on; the peak is the centre of the pixels that share the
 * greatest value.
 *
 * @param map - `[height, width]`, finite
 * @param other - the same picture's map for another sound, of the same size
 * @returns three measures of one change; the caller's own
 * @throws TypeError if a map is not an ndarray; RangeError if they are not two-dimensional, finite and
 * of one size
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { mapChange } from "@ssl/metrics-ciou";
 *
 * const own = ndarray([1, 0.5, 0.2, 0], [1, 4]);
 * console.log(mapChange(own, ndarray([0, 0.2, 0.5, 1], [1, 4])).flipped); // 0.5
 * ```
 */
export function mapChange(map: Grid, other: Grid): MapChange {
  const first = readMap("mapChange", "map", map);
  const second = readMap("mapChange", "other", other);
  checkOtherSize("mapChange", second, first);
  if (first.values.every((value, i) => value === second.values[i])) {
    return { oneMinusCorrelation: 0, flipped: 0, peakMoved: 0 };
  }
  return {
    oneMinusCorrelation: oneMinusCorrelation(first.values, second.values),
    flipped: flippedShare(first.values, second.values),
    peakMoved: peakDistance(first, second),
  };
}

function oneMinusCorrelation(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let both = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    const [fromA, fromB] = [a[i]! - meanA, b[i]! - meanB];
    both += fromA * fromB;
    squaresA += fromA * fromA;
    squaresB += fromB * fromB;
  }
  const [constantA, constantB] = [isConstant(a), isConstant(b)];
  if (constantA || constantB) return constantA && constantB ? 0 : 1;
  return Math.min(2, Math.max(0, 1 - both / Math.sqrt(squaresA * squaresB)));
}

function flippedShare(a: Float64Array, b: Float64Array): number {
  const [cutA, cutB] = [upperMedian(a), upperMedian(b)];
  let flipped = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i]! > cutA !== b[i]! > cutB) flipped++;
  }
  return flipped / a.length;
}

function peakDistance(first: DenseMap, second: DenseMap): number {
  const [a, b] = [peakCentre(first), peakCentre(second)];
  return Math.hypot(a.x - b.x, a.y - b.y) / Math.hypot(first.width, first.height);
}

function peakCentre({ values, width }: DenseMap): { readonly x: number; readonly y: number } {
  const greatest = values.reduce((most, value) => Math.max(most, value));
  let x = 0;
  let y = 0;
  let peaks = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== greatest) continue;
    x += i % width;
    y += Math.floor(i / width);
    peaks++;
  }
  return { x: x / peaks, y: y / peaks };
}

function upperMedian(values: Float64Array): number {
  return values.slice().sort()[values.length >> 1]!;
}

function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
