import { mapKernels } from "./map-kernels.ts";
import { nextFloat } from "./next-float.ts";
import type { Upsampling } from "./protocol.ts";
import { ENTRY_WORDS, isCubic, resizeTable } from "./resize-table.ts";
import type { MapSize } from "./types.ts";
import type { MapRange } from "./value-scale.ts";

/** A map as it was given: finite values within single precision. */
export interface GivenMap extends MapSize {
  readonly values: Float64Array;
  readonly least: number;
  readonly greatest: number;
}

/**
 * A map resized, and what can be asked of it. All maps share the kernels' memory, so it holds until
 * the next one is resized.
 */
export interface ResizedMap {
  readonly pixels: number;
  readonly range: MapRange;
  /** The values, row-major. */
  readonly values: Float32Array;
  /** The value with so many pixels before it in ascending order. */
  orderStatistic(rank: number): number;
  /** The mean of so many greatest values. */
  meanOfTop(count: number): number;
  /** For each cut, how many pixels of an area are at least as great. */
  countsFrom(area: Int32Array, cuts: ArrayLike<number>): Int32Array;
}

/** Two values between which an order statistic was found, by the share of the pixels before it. */
export type Brackets = Map<number, readonly [low: number, high: number]>;

/** Room for the longest area, and for the cuts that are counted at once. */
export interface MapRoom {
  readonly area: number;
  readonly cuts: number;
}

/**
 * Resizes a map. Areas are lists of rectangles, four numbers each. Brackets are those of maps that
 * resemble this one.
 */
export function resizedMap(
  source: GivenMap,
  upsampling: Upsampling,
  { height, width }: MapSize,
  mostRoom: MapRoom,
  brackets: Brackets,
): ResizedMap {
  const kernels = mapKernels();
  const pixels = height * width;
  let words = 0;
  const room = (count: number): number => {
    const place = words;
    words += Math.ceil(count / 4) * 4;
    return place;
  };
  const rangePlace = room(2);
  const bracket = room(3);
  const cutsPlace = room(mostRoom.cuts + 3);
  const countsPlace = room(mostRoom.cuts + 3);
  const columns = room(width * ENTRY_WORDS);
  const rows = room(height * ENTRY_WORDS);
  const rectangles = room(mostRoom.area);
  const given = room(source.values.length);
  const stretched = room(source.height * width);
  const map = room(pixels);
  const list = room(Math.max(pixels, 512) + 4);
  const memory = kernels.memory(words);
  const { floats, ints } = memory;

  if (source.least === source.greatest) {
    // Exactly; weights do not always add up to 1 in single precision.
    floats.fill(source.greatest, map, map + pixels);
    floats.fill(source.greatest, rangePlace, rangePlace + 2);
  } else {
    floats.set(source.values, given);
    ints.set(resizeTable(upsampling, "columns", source.width, width), columns);
    ints.set(resizeTable(upsampling, "rows", source.height, height), rows);
    kernels.resize(
      given,
      source.height,
      source.width,
      columns,
      rows,
      stretched,
      map,
      height,
      width,
      isCubic(upsampling),
      rangePlace,
    );
  }
  const range = {
    least: floats[rangePlace]!,
    greatest: floats[rangePlace + 1]!,
    greatestGiven: source.greatest,
  };

  const found = new Map<number, number>();

  function orderStatistic(rank: number): number {
    const known = found.get(rank);
    if (known !== undefined) return known;
    const share = Math.round((64 * rank) / pixels);
    floats.set(brackets.get(share) ?? [Infinity, -Infinity], bracket);
    floats[bracket + 2] = Number.NaN;
    const value = kernels.orderStatistic(map, pixels, rank, rangePlace, bracket, list);
    brackets.set(share, [floats[bracket]!, floats[bracket + 1]!]);
    found.set(rank, value);
    const before = floats[bracket + 2]!;
    if (!Number.isNaN(before)) found.set(rank - 1, before);
    return value;
  }

  function countsFrom(area: Int32Array, cuts: ArrayLike<number>): Int32Array {
    ints.set(area, rectangles);
    floats.set(cuts, cutsPlace);
    const { length } = cuts;
    kernels.countsFrom(map, width, rectangles, area.length / 4, cutsPlace, length, countsPlace);
    return ints.slice(countsPlace, countsPlace + length);
  }

  return {
    pixels,
    range,
    values: floats.subarray(map, map + pixels),
    orderStatistic,
    countsFrom,
    meanOfTop(count) {
      const least = orderStatistic(pixels - count);
      const [greater = 0] = countsFrom(Int32Array.of(0, 0, width, height), [nextFloat(least)]);
      return (kernels.sumAbove(map, pixels, least) + (count - greater) * least) / count;
    },
  };
}
