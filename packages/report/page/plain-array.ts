import type { NdArray, TypedArray } from "ndarray";

/**
 * Describes a row-major array as `ndarray` does, without its methods: what the functions that the
 * script borrows from other packages need of one.
 */
export default function plainArray<D extends TypedArray>(
  data: D,
  shape: readonly [height: number, width: number],
): Pick<NdArray<D>, "data" | "shape" | "stride" | "offset"> {
  return { data, shape: [...shape], stride: [shape[1], 1], offset: 0 };
}
