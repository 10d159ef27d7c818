import { avgPool, mul, sum, type Tensor1D, type Tensor4D, tidy } from "@tensorflow/tfjs-core";

/**
 * Sums every channel over its (valid) positions.
 *
 * Rows are summed by average pooling, the sums of rows by `sum`: in two levels less of a float32 is
 * lost than in one long sum, and little is left to transpose, which `sum` over leading axes begins
 * with where a backend has no kernel for it.
 *
 * @param x - `[batch, height, width, channels]`; borrowed
 * @param mask - 1 for valid positions, 0 for others, sides x's or 1, one channel; borrowed
 * @returns `[channels]`; the caller's
 */
export function channelSum(x: Tensor4D, mask?: Tensor4D): Tensor1D {
  return tidy(() => {
    const width = x.shape[2];
    // A mask of whole rows waits until there is one value a row.
    const ofRows = mask?.shape[2] === 1;
    const counted: Tensor4D = mask && !ofRows ? mul(x, mask) : x;
    const rows = width > 1 ? mul(avgPool(counted, [1, width], 1, "valid"), width) : counted;
    return sum<Tensor1D>(mask && ofRows ? mul(rows, mask) : rows, [0, 1, 2]);
  });
}
