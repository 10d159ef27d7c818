import type { Dtype } from "./types.ts";

/** The array of each dtype; `BYTES_PER_ELEMENT` is also the alignment it needs. */
export const arrayOf: {
  readonly F64: Float64ArrayConstructor;
  readonly F32: Float32ArrayConstructor;
  readonly I64: BigInt64ArrayConstructor;
  readonly I32: Int32ArrayConstructor;
  readonly U8: Uint8ArrayConstructor;
} = {
  F64: Float64Array,
  F32: Float32Array,
  I64: BigInt64Array,
  I32: Int32Array,
  U8: Uint8Array,
};

/** The names in a sentence. */
export const dtypeNames = "F64, F32, I64, I32 or U8";

/** The longest header that is read or written, in bytes: the format's own limit. */
export const longestHeader = 100_000_000;

/** Whether a value names a dtype that we know. */
export function isDtype(value: unknown): value is Dtype {
  return typeof value === "string" && Object.hasOwn(arrayOf, value);
}
