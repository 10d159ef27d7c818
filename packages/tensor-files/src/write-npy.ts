import { npyParts } from "./npy-parts.ts";
import type { NpyToWrite } from "./types.ts";

/**
 * Writes an array as the bytes of a NumPy `.npy` file, which `np.load` reads.
 *
 * Format 1.0, little-endian, row-major; the kind of `data` decides the dtype. Equal arguments give
 * equal bytes. Not in the paper.
 *
 * @param array - `{ shape, data }`, row-major, of Float64Array, Float32Array or an array of integers
 *   of 8, 16 or 32 bits; borrowed
 * @returns the whole file, newly allocated; the caller's
 * @throws TypeError if `data` is of another kind
 * @throws RangeError if its length is not the product of the shape, or the shape has more than 32
 *   axes
 * @example
 * ```ts
 * import { writeNpy } from "@ssl/tensor-files";
 *
 * const file = writeNpy({ shape: [14, 14], data: new Float32Array(196) });
 * console.log(file.length); // 912
 * ```
 */
export function writeNpy(array: NpyToWrite): Uint8Array<ArrayBuffer> {
  const [head, body] = npyParts(array, "writeNpy: expected the array");
  const file = new Uint8Array(head.length + body.length);
  file.set(head);
  file.set(body, head.length);
  return file;
}
