import type { KernelMemory, MapKernels } from "./map-kernels.ts";
import { ENTRY_WORDS } from "./resize-table.ts";

const { fround } = Math;

/** The kernels in TypeScript, for where WebAssembly or its SIMD is missing or forbidden. */
export function plainKernels(): MapKernels {
  let memory = memoryOf(0);

  function resize(
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
  ): void {
    const { floats, ints } = memory;
    const across = cubic ? mixedOfFour : mixedOfTwo;
    const down = cubic ? mixedOfFourDown : mixedOfTwo;
    for (let y = 0; y < sourceHeight; y++) {
      for (let x = 0; x < width; x++) {
        const from = source + y * sourceWidth;
        floats[stretched + y * width + x] = across(memory, from, 1, columns + ENTRY_WORDS * x);
      }
    }
    let least = Infinity;
    let greatest = -Infinity;
    for (let y = 0, i = map; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const value = down(memory, stretched + x, width, rows + ENTRY_WORDS * y);
        floats[i] = value;
        if (value < least) least = value;
        if (value > greatest) greatest = value;
      }
    }
    floats[range] = least;
    floats[range + 1] = greatest;
    ints[range + 2] = 0;
  }

  function countsFrom(
    map: number,
    width: number,
    rectangles: number,
    count: number,
    cuts: number,
    cutCount: number,
    counts: number,
  ): void {
    const { floats, ints } = memory;
    for (let k = 0; k < cutCount; k++) {
      const cut = floats[cuts + k]!;
      let found = 0;
      for (let r = rectangles; r < rectangles + 4 * count; r += 4) {
        for (let y = ints[r + 1]!; y < ints[r + 3]!; y++) {
          const end = map + y * width + ints[r + 2]!;
          for (let i = map + y * width + ints[r]!; i < end; i++) {
            if (floats[i]! >= cut) found++;
          }
        }
      }
      ints[counts + k] = found;
    }
  }

  function orderStatistic(
    map: number,
    pixels: number,
    rank: number,
    _range: number,
    _bracket: number,
    list: number,
  ): number {
    const { floats } = memory;
    floats.copyWithin(list, map, map + pixels);
    return ordered(floats.subarray(list, list + pixels), rank);
  }

  function sumAbove(map: number, pixels: number, cut: number): number {
    const { floats } = memory;
    const sums = new Float64Array(5);
    for (let i = 0; i < pixels; i++) {
      const value = floats[map + i]!;
      // Four sums and one of what is left over, as the other kernels have them.
      if (value > cut) sums[i < (pixels & ~3) ? i & 3 : 4]! += value;
    }
    return sums[0]! + sums[1]! + (sums[2]! + sums[3]!) + sums[4]!;
  }

  return {
    memory(words) {
      if (memory.floats.length < words) memory = memoryOf(words);
      return memory;
    },
    resize,
    countsFrom,
    orderStatistic,
    sumAbove,
  };
}

function memoryOf(words: number): KernelMemory {
  const buffer = new ArrayBuffer(4 * words);
  return { floats: new Float32Array(buffer), ints: new Int32Array(buffer) };
}

/** Hoare's FIND: the value with `rank` others before it; reorders the values. */
function ordered(values: Float32Array, rank: number): number {
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    const pivot = values[(first + last) >> 1]!;
    let i = first;
    let j = last;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const swapped = values[i]!;
        values[i++] = values[j]!;
        values[j--] = swapped;
      }
    }
    if (rank <= j) last = j;
    else if (rank >= i) first = i;
    else break;
  }
  return values[rank]!;
}

function mixedOfTwo(memory: KernelMemory, from: number, step: number, entry: number): number {
  return fround(weighed(memory, from, step, entry, 1) + weighed(memory, from, step, entry, 2));
}

function mixedOfFour(memory: KernelMemory, from: number, step: number, entry: number): number {
  let sum = weighed(memory, from, step, entry, 0);
  for (let i = 1; i < 4; i++) sum = fround(sum + weighed(memory, from, step, entry, i));
  return sum;
}

/** The same from the last one on. */
function mixedOfFourDown(memory: KernelMemory, from: number, step: number, entry: number): number {
  let sum = weighed(memory, from, step, entry, 3);
  for (let i = 2; i >= 0; i--) sum = fround(weighed(memory, from, step, entry, i) + sum);
  return sum;
}

function weighed(
  { floats, ints }: KernelMemory,
  from: number,
  step: number,
  entry: number,
  i: number,
): number {
  return fround(floats[from + ints[entry + i]! * step]! * floats[entry + 4 + i]!);
}
