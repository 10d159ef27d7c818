import type { KernelMemory, MapKernels } from "./map-kernels.ts";

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
    const mixed = cubic ? mixedOfFour : mixedOfTwo;
    for (let y = 0; y < sourceHeight; y++) {
      for (let x = 0; x < width; x++) {
        const from = source + y * sourceWidth;
        floats[stretched + y * width + x] = mixed(memory, from, 1, columns + 8 * x);
      }
    }
    let least = Infinity;
    let greatest = -Infinity;
    for (let y = 0, i = map; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const value = mixed(memory, stretched + x, width, rows + 8 * y);
        floats[i] = value;
        if (value < least) least = value;
        if (value > greatest) greatest = value;
      }
    }
    floats[range] = least;
    floats[range + 1] = greatest;
    ints[range + 2] = 0;
  }

  function countFrom(
    map: number,
    width: number,
    rectangles: number,
    count: number,
    cut: number,
  ): number {
    const { floats, ints } = memory;
    let found = 0;
    for (let r = rectangles; r < rectangles + 4 * count; r += 4) {
      for (let y = ints[r + 1]!; y < ints[r + 3]!; y++) {
        const end = map + y * width + ints[r + 2]!;
        for (let i = map + y * width + ints[r]!; i < end; i++) {
          if (floats[i]! >= cut) found++;
        }
      }
    }
    return found;
  }

  function gather(
    map: number,
    pixels: number,
    low: number,
    high: number,
    list: number,
    above: number,
  ): number {
    const { floats, ints } = memory;
    let gathered = 0;
    let higher = 0;
    for (let i = map; i < map + pixels; i++) {
      const value = floats[i]!;
      if (value >= high) higher++;
      else if (value >= low) floats[list + gathered++] = value;
    }
    ints[above] = higher;
    return gathered;
  }

  function countLevels(
    map: number,
    width: number,
    rectangles: number,
    count: number,
    cuts: number,
    cutCount: number,
    origin: number,
    scale: number,
    levels: number,
  ): void {
    const { floats, ints } = memory;
    for (let r = rectangles; r < rectangles + 4 * count; r += 4) {
      for (let y = ints[r + 1]!; y < ints[r + 3]!; y++) {
        const end = map + y * width + ints[r + 2]!;
        for (let i = map + y * width + ints[r]!; i < end; i++) {
          const value = floats[i]!;
          const guess = Math.trunc((value - origin) * scale) + 1;
          let level = Math.min(Math.max(guess, 0), cutCount);
          while (level < cutCount && value >= floats[cuts + level]!) level++;
          while (level > 0 && value < floats[cuts + level - 1]!) level--;
          ints[levels + level]!++;
        }
      }
    }
  }

  function sumAbove(map: number, pixels: number, cut: number): number {
    const { floats } = memory;
    let sum = 0;
    for (let i = map; i < map + pixels; i++) {
      const value = floats[i]!;
      if (value > cut) sum += value;
    }
    return sum;
  }

  return {
    memory(words) {
      if (memory.floats.length < words) memory = memoryOf(words);
      return memory;
    },
    resize,
    countFrom,
    gather,
    countLevels,
    sumAbove,
  };
}

function memoryOf(words: number): KernelMemory {
  const buffer = new ArrayBuffer(4 * words);
  return { floats: new Float32Array(buffer), ints: new Int32Array(buffer) };
}

/** Written so that equal neighbours give exactly their own value. */
function mixedOfTwo(
  { floats, ints }: KernelMemory,
  from: number,
  step: number,
  entry: number,
): number {
  const first = floats[from + ints[entry + 1]! * step]!;
  const second = floats[from + ints[entry + 2]! * step]!;
  return fround(first + fround(fround(second - first) * floats[entry + 5]!));
}

function mixedOfFour(
  { floats, ints }: KernelMemory,
  from: number,
  step: number,
  entry: number,
): number {
  const first = floats[from + ints[entry + 1]! * step]!;
  const share = (index: number, weight: number): number => {
    const difference = fround(floats[from + ints[entry + index]! * step]! - first);
    return fround(difference * floats[entry + weight]!);
  };
  return fround(first + fround(fround(share(0, 4) + share(2, 5)) + share(3, 6)));
}
