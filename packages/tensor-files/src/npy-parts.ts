import type { NpyToWrite } from "./types.ts";

const descrOf = [
  [Float64Array, "<f8"],
  [Float32Array, "<f4"],
  [Int32Array, "<i4"],
  [Uint32Array, "<u4"],
  [Int16Array, "<i2"],
  [Uint16Array, "<u2"],
  [Int8Array, "|i1"],
  [Uint8Array, "|u1"],
] as const;

/** As many axes as every NumPy takes. */
const mostAxes = 32;

/**
 * The head of a `.npy` file of format 1.0, and its data as a view of the array's.
 *
 * @param beginning - how the caller's errors begin, up to what the array is called
 */
export function npyParts({ shape, data }: NpyToWrite, beginning: string): [Uint8Array, Uint8Array] {
  const descr = descrOf.find(([TypedArray]) => data instanceof TypedArray)?.[1];
  if (descr === undefined) {
    throw new TypeError(
      `${beginning} as a Float64Array, Float32Array or array of integers of up to 32 bits, ` +
        `got ${(data as unknown)?.constructor?.name ?? typeof data}.`,
    );
  }
  const whole = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!whole || shape.reduce((product, size) => product * size, 1) !== data.length) {
    throw new RangeError(
      `${beginning} to have as many numbers as its shape [${shape.join(", ")}], ` +
        `got ${data.length}.`,
    );
  }
  if (shape.length > mostAxes) {
    throw new RangeError(
      `${beginning} to have at most ${mostAxes} axes, as NumPy's do, got ${shape.length}.`,
    );
  }
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // Data begins at a multiple of 64 bytes, behind the end of a line.
  const dataStart = Math.ceil((10 + header.length + 1) / 64) * 64;
  const head = new Uint8Array(dataStart).fill(" ".charCodeAt(0));
  head.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0]);
  new DataView(head.buffer).setUint16(8, dataStart - 10, true);
  head.set(new TextEncoder().encode(header), 10);
  head.set([10], dataStart - 1);
  return [head, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)];
}
