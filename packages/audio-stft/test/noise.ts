import { mulberry32 } from "@ssl/testing";

/** Uniform noise in [−1, 1), the same for the same seed. */
export function noise(length: number, seed = 1): Float32Array {
  const next = mulberry32(seed);
  return Float32Array.from({ length }, () => next() / 2 ** 31 - 1);
}
