import { add, mul, type Tensor1D, type Tensor4D } from "@tensorflow/tfjs-core";

/**
 * Scales and shifts every channel.
 *
 * @param x - `[batch, height, width, channels]`; borrowed
 * @param scale - `[channels]`; borrowed
 * @param shift - `[channels]`; borrowed
 * @param mask - 1 for valid positions, 0 for others, one channel; borrowed
 * @returns `x · scale + shift` of x's shape, 0 where the mask is 0; the caller's
 */
export function affine(x: Tensor4D, scale: Tensor1D, shift: Tensor1D, mask?: Tensor4D): Tensor4D {
  const y = add<Tensor4D>(mul(x, scale), shift);
  return mask ? mul(y, mask) : y;
}
