import { avgPool, mul, sum, type Tensor1D, type Tensor4D, tidy } from "@tensorflow/tfjs-core";

/**
 * Sums every channel over its (valid) positions.
 *
 * Rows are summed by average pooling, one pass over the memory; tfjs' own `sum` over leading axes
 * first transposes the tensor on WASM. Two levels also lose less of a float32 than one long sum.
 *
 * @param x - `[batch, height, width, channels]`
 * @param mask - 1 for valid positions, 0 for others, sides x's or 1, one channel
 * @returns `[channels]`; the caller's
 */
export function channelSum(x: Tensor4D, mask?: Tensor4D): Tensor1D {
  return tidy(() => {
    const width = x.shape[2];
    const rowMask = mask?.shape[2] === 1;
    const counted: Tensor4D = mask && !rowMask ? mul(x, mask) : x;
    const rows = width > 1 ? mul(avgPool(counted, [1, width], 1, "valid"), width) : counted;
    return sum<Tensor1D>(mask && rowMask ? mul(rows, mask) : rows, [0, 1, 2]);
  });
}
