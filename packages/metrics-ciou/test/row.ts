import ndarray, { type NdArray } from "ndarray";

/** A map of one row. */
export function row(...values: number[]): NdArray<number[]> {
  return ndarray(values, [1, values.length]);
}

/** A map from its rows. */
export function rows(...values: readonly (readonly number[])[]): NdArray<number[]> {
  return ndarray(values.flat(), [values.length, values[0]?.length ?? 0]);
}
