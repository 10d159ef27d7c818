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

/** NumPy's name of each kind of number that is read, and the array that holds it here. */
export interface ArrayOfNpyDtype {
  /** 0 or 1. */
  readonly bool: Uint8Array;
  /** Signed integers of 8 bits. */
  readonly int8: Int8Array;
  /** Bytes. */
  readonly uint8: Uint8Array;
  /** Signed integers of 16 bits. */
  readonly int16: Int16Array;
  /** Unsigned integers of 16 bits. */
  readonly uint16: Uint16Array;
  /** Signed integers of 32 bits. */
  readonly int32: Int32Array;
  /** Unsigned integers of 32 bits. */
  readonly uint32: Uint32Array;
  /** Signed integers of 64 bits, within ±(2^53 − 1), where every one is a number. */
  readonly int64: Float64Array;
  /** Unsigned integers of 64 bits, up to 2^53 − 1. */
  readonly uint64: Float64Array;
  /** Half precision; every value is one of single precision. */
  readonly float16: Float32Array;
  /** Single precision. */
  readonly float32: Float32Array;
  /** Double precision. */
  readonly float64: Float64Array;
}

/** NumPy's name of a kind of number. */
export type NpyDtype = keyof ArrayOfNpyDtype;

/** An array from a NumPy file, row-major whatever its order there; `dtype` is that of the file. */
export type NpyArray = {
  [D in NpyDtype]: {
    /** Kind of number in the file. */
    readonly dtype: D;
    /** Length of each axis; `[]` is a scalar. */
    readonly shape: readonly number[];
    /** All values, row-major, in the machine's order of bytes. */
    readonly data: ArrayOfNpyDtype[D];
  };
}[NpyDtype];

/** An array to be written for NumPy, row-major; the kind of `data` decides the dtype. */
export interface NpyToWrite {
  /** Length of each axis; `[]` is a scalar. At most 32 axes. */
  readonly shape: readonly number[];
  /** All values, row-major; as many as the shape holds. */
  readonly data: ArrayOfNpyDtype[NpyDtype];
}
