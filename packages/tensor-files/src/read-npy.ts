import { failure } from "./fail.ts";
import { npyArray } from "./npy-array.ts";
import type { NpyArray } from "./types.ts";

/**
 * Reads the array of a NumPy `.npy` file (formats 1.0, 2.0 and 3.0), without running code of the
 * file's.
 *
 * Takes booleans, integers and floats in either order of bytes and of axes. Half precision is given
 * in single precision, and integers of 64 bits as doubles, since whoever computes with a map of
 * scores wants numbers. Not in the paper.
 *
 * @param bytes - the whole file; borrowed
 * @returns the array, row-major. `data` is a view of `bytes` and changes with it if the numbers
 *   stand there as they are given here (little-endian, row-major, of none of the kinds float16, int64
 *   and uint64, at a place in memory that fits them); else a copy, the caller's
 * @throws TypeError if `bytes` is no Uint8Array
 * @throws RangeError if it is not a valid file, is cut off, or goes on after the array; if it holds
 *   an object array (a pickle, which is never run), a structured one, complex numbers, text, times or
 *   floats of more than 64 bits; if an integer of 64 bits is beyond ±(2^53 − 1)
 * @example
 * ```ts
 * import { readNpy, writeNpy } from "@ssl/tensor-files";
 *
 * const map = { shape: [2, 2], data: new Float32Array([0, 0.5, 0.25, 1]) };
 * const { dtype, shape, data } = readNpy(writeNpy(map));
 * console.log(dtype, shape, data[3]); // float32 [ 2, 2 ] 1
 * ```
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`readNpy: expected bytes as a Uint8Array, got ${typeof bytes}.`);
  }
  return npyArray(bytes, failure("readNpy: expected"));
}
