import { readGolden } from "@ssl/testing";
import type { ArrayOfNpyDtype, NpyArray, NpyDtype } from "../src/index.ts";

/** An array as NumPy had it, row-major; what JSON lacks is a string. */
export interface Described {
  readonly dtype: NpyDtype;
  readonly shape: number[];
  readonly data: (number | boolean | "nan" | "inf" | "-inf")[];
}

interface Golden {
  readonly read: readonly ({ readonly id: string; readonly base64: string } & Described)[];
  readonly refused: readonly { readonly id: string; readonly base64: string }[];
  readonly archives: readonly {
    readonly id: string;
    readonly base64: string;
    readonly arrays: readonly (readonly [string, Described])[];
  }[];
  readonly mutants: {
    readonly base64: string;
    readonly accepted: readonly (readonly [at: number, value: number, as: string])[];
  };
}

/** Files that NumPy 1.24.2 wrote: `golden/make-numpy.py`. */
export const golden: Golden = readGolden<Golden>("numpy-python", import.meta.url);

/** A golden file's bytes, at the beginning of memory of their own. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(base64, "base64"));
}

/** The array of each kind of number. */
export const arrayOf: {
  readonly [D in NpyDtype]: new (
    values: readonly number[],
  ) => ArrayOfNpyDtype[D];
} = {
  bool: Uint8Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: Float64Array,
  uint64: Float64Array,
  float16: Float32Array,
  float32: Float32Array,
  float64: Float64Array,
};

/** What this package should read for an array of NumPy's. */
export function expected({ dtype, shape, data }: Described): NpyArray {
  const special = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, "-inf": -Infinity };
  const values = data.map((v) => (typeof v === "string" ? special[v] : Number(v)));
  return { dtype, shape, data: new arrayOf[dtype](values) } as NpyArray;
}
