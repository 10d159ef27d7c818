import { mapKernels } from "./map-kernels.ts";
import { nextFloat } from "./next-float.ts";
import { type Bracket, emptyBracket, type KernelMap, orderStatistic } from "./order-statistic.ts";
import type { Upsampling } from "./protocol.ts";
import { ENTRY_WORDS, isCubic, resizeTable } from "./resize-table.ts";
import type { MapSize } from "./types.ts";
import type { MapRange } from "./value-scale.ts";

/** A map as it was given: finite values within single precision. */
export interface GivenMap extends MapSize {
  readonly values: Float64Array;
  /** The greatest of them. */
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
  /** How many pixels of an area are at least a cut. */
  countFrom(area: Int32Array, cut: number): number;
  /** The same for each of ascending cuts, at most `MOST_CUTS`. */
  countsFrom(area: Int32Array, cuts: Float32Array): Int32Array;
}

/** Cuts that can be counted at once. */
const MOST_CUTS = 21;

/**
 * Resizes a map. Areas are lists of rectangles, four numbers each, and at most `longestArea` long.
 * Brackets are those of maps that resemble this one, by share of the pixels.
 */
export function resizedMap(
  source: GivenMap,
  upsampling: Upsampling,
  { height, width }: MapSize,
  longestArea: number,
  brackets: Map<number, Bracket>,
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
  const above = room(1);
  const cutsPlace = room(MOST_CUTS);
  const levels = room(MOST_CUTS + 1);
  const columns = room(width * ENTRY_WORDS);
  const rows = room(height * ENTRY_WORDS);
  const rectangles = room(longestArea);
  const given = room(source.values.length);
  const stretched = room(source.height * width);
  const map = room(pixels);
  const list = room(pixels + 4);
  const memory = kernels.memory(words);
  const { floats, ints } = memory;

  floats.set(source.values, given);
  ints.set(resizeTable(upsampling, source.width, width), columns);
  ints.set(resizeTable(upsampling, source.height, height), rows);
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
  const range = {
    least: floats[rangePlace]!,
    greatest: floats[rangePlace + 1]!,
    greatestGiven: Math.fround(source.greatest),
  };
  const kernelMap: KernelMap = { kernels, memory, map, pixels, list, above };

  function statistic(rank: number): number {
    const share = Math.round((64 * rank) / pixels);
    let bracket = brackets.get(share);
    if (!bracket) {
      bracket = emptyBracket();
      brackets.set(share, bracket);
    }
    return orderStatistic(kernelMap, rank, bracket);
  }

  function countFrom(area: Int32Array, cut: number): number {
    ints.set(area, rectangles);
    return kernels.countFrom(map, width, rectangles, area.length / 4, cut);
  }

  return {
    pixels,
    range,
    values: floats.subarray(map, map + pixels),
    orderStatistic: statistic,
    countFrom,
    meanOfTop(count) {
      const least = statistic(pixels - count);
      const greater = countFrom(Int32Array.of(0, 0, width, height), nextFloat(least));
      return (kernels.sumAbove(map, pixels, least) + (count - greater) * least) / count;
    },
    countsFrom(area, cuts) {
      ints.set(area, rectangles);
      floats.set(cuts, cutsPlace);
      ints.fill(0, levels, levels + cuts.length + 1);
      const origin = cuts[0] ?? 0;
      const slope = Math.fround((cuts.length - 1) / (cuts[cuts.length - 1]! - origin));
      kernels.countLevels(
        map,
        width,
        rectangles,
        area.length / 4,
        cutsPlace,
        cuts.length,
        origin,
        Number.isFinite(slope) ? slope : 0,
        levels,
      );
      const counts = new Int32Array(cuts.length);
      for (let i = cuts.length - 1, sum = 0; i >= 0; i--) {
        sum += ints[levels + i + 1]!;
        counts[i] = sum;
      }
      return counts;
    },
  };
}
