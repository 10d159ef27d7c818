import { plainKernels } from "./plain-kernels.ts";

/**
 * The loops over all pixels of a map, on numbers in one block of memory. Places in it are counted in
 * words of 32 bits.
 */
export interface MapKernels {
  /** The memory, with room for so many words; its views hold until more is asked for. */
  memory(words: number): KernelMemory;
  /**
   * Resizes the source: each of its rows to `stretched`, then those to `map`. Writes the map's least
   * and greatest value to `range`. `columns` and `rows` are tables of `resizeTable`.
   */
  resize(
    source: number,
    sourceHeight: number,
    sourceWidth: number,
    columns: number,
    rows: number,
    stretched: number,
    map: number,
    height: number,
    width: number,
    cubic: boolean,
    range: number,
  ): void;
  /** How many pixels in `count` rectangles of the map are at least `cut`. */
  countFrom(map: number, width: number, rectangles: number, count: number, cut: number): number;
  /**
   * Copies the pixels from `low` to below `high` to `list`, and returns how many they are; writes how
   * many are at least `high` to `above`.
   */
  gather(
    map: number,
    pixels: number,
    low: number,
    high: number,
    list: number,
    above: number,
  ): number;
  /**
   * Adds to `levels[i]` the number of pixels in the rectangles that are at least as great as exactly i
   * of the ascending `cuts`. (value − origin) · scale is about where a value lies among them.
   */
  countLevels(
    map: number,
    width: number,
    rectangles: number,
    count: number,
    cuts: number,
    cutCount: number,
    origin: number,
    scale: number,
    levels: number,
  ): void;
  /** The sum of the pixels that are above `cut`, in double precision. */
  sumAbove(map: number, pixels: number, cut: number): number;
}

/** Two views of the kernels' memory. */
export interface KernelMemory {
  readonly floats: Float32Array;
  readonly ints: Int32Array;
}

let kernels: MapKernels | undefined;

/** The fastest kernels that run here. */
export function mapKernels(): MapKernels {
  kernels ??= plainKernels();
  return kernels;
}
