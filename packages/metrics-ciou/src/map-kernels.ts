import { plainKernels } from "./plain-kernels.ts";
import { wasmKernels } from "./wasm-kernels.ts";

/**
 * The loops over all pixels of a map, on numbers in one block of memory. Places in it are counted in
 * words of 32 bits. Both sets of kernels make the same numbers of the same numbers.
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
  /**
   * For each of the cuts, how many pixels in `count` rectangles of the map are at least as great. Cuts
   * and counts have room for three more.
   */
  countsFrom(
    map: number,
    width: number,
    rectangles: number,
    count: number,
    cuts: number,
    cutCount: number,
    counts: number,
  ): void;
  /**
   * The value with `rank` of the pixels before it in ascending order. `range` is as `resize` wrote
   * it. `bracket` holds two values between which to look first, unless the first is not below the
   * second; two that serve for a similar map take their place. Behind them the value before the one
   * returned is written, if it is found on the way. `list` has room for as many numbers as there are
   * pixels, at least 512, and four more.
   */
  orderStatistic(
    map: number,
    pixels: number,
    rank: number,
    range: number,
    bracket: number,
    list: number,
  ): number;
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
  kernels ??= wasmKernels() ?? plainKernels();
  return kernels;
}
