import { fnv1a32 } from "./fnv1a32.ts";
import { mulberry32 } from "./mulberry32.ts";

/** `[name, shape, scale, shift]`: an input or weight of a golden case, made from the case's seed. */
export type GoldenEntry = readonly [string, readonly number[], number, number];

/** A named array of a golden case. */
export interface GoldenArray {
  readonly shape: number[];
  readonly data: Float32Array;
}

/** Makes the array of one entry, bit for bit as the reference did. */
export function goldenTensor(entry: GoldenEntry, seed: number): GoldenArray {
  const [name, shape, scale, shift] = entry;
  const next = mulberry32(fnv1a32(name) ^ seed);
  const data = new Float32Array(shape.reduce((product, side) => product * side, 1));
  for (let i = 0; i < data.length; i++) {
    data[i] = Math.fround(((next() / 2 ** 32) * 2 - 1) * scale + shift);
  }
  return { shape: [...shape], data };
}

/** Makes all entries of a case, by name. */
export function goldenTensors(
  entries: readonly GoldenEntry[],
  seed: number,
): Record<string, GoldenArray> {
  return Object.fromEntries(entries.map((entry) => [entry[0], goldenTensor(entry, seed)]));
}
