/** How each kind of number is called in a file, and the array that holds it. */
export interface ArrayOfDtype {
  readonly F64: Float64Array;
  readonly F32: Float32Array;
  readonly I64: BigInt64Array;
  readonly I32: Int32Array;
  readonly U8: Uint8Array;
}

/** A kind of number. */
export type Dtype = keyof ArrayOfDtype;

/** An array as it stands in a file, row-major; `dtype` says which kind of array `data` is. */
export type FileTensor = {
  [D in Dtype]: {
    readonly dtype: D;
    readonly shape: readonly number[];
    readonly data: ArrayOfDtype[D];
  };
}[Dtype];

/** An array to be written, row-major; the kind of `data` decides the dtype. */
export interface TensorToWrite {
  readonly shape: readonly number[];
  readonly data: ArrayOfDtype[Dtype];
}
