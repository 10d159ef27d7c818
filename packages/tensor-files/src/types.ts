/** How each kind of number is called in a file, and the array that holds it. */
export interface ArrayOfDtype {
  /** Double precision. */
  readonly F64: Float64Array;
  /** Single precision. */
  readonly F32: Float32Array;
  /** Signed integers of 64 bits. */
  readonly I64: BigInt64Array;
  /** Signed integers of 32 bits. */
  readonly I32: Int32Array;
  /** Bytes. */
  readonly U8: Uint8Array;
}

/** A kind of number. */
export type Dtype = keyof ArrayOfDtype;

/** An array as it stands in a file, row-major; `dtype` says which kind of array `data` is. */
export type FileTensor = {
  [D in Dtype]: {
    /** Kind of number. */
    readonly dtype: D;
    /** Length of each axis; `[]` is a scalar. */
    readonly shape: readonly number[];
    /** All values, row-major. */
    readonly data: ArrayOfDtype[D];
  };
}[Dtype];

/** An array to be written, row-major; the kind of `data` decides the dtype. */
export interface TensorToWrite {
  /** Length of each axis; `[]` is a scalar. */
  readonly shape: readonly number[];
  /** All values, row-major; as many as the shape holds. */
  readonly data: ArrayOfDtype[Dtype];
}
