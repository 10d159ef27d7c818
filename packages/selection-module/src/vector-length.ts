import { maximum, sqrt, square, sum, type Tensor, tidy } from "@tensorflow/tfjs-core";

/** The square of the shortest length that is told from 0. */
const shortestSquare = 1e-16;

/**
 * The Euclidean length along the last axis, at least 1e-8 so that it may divide: the cosine with a
 * zero vector is 0. Its gradient at a zero vector is 0, where a plain norm's is 0 · ∞.
 *
 * @param x - `[…, channels]`; borrowed
 * @returns `[…, 1]`, at least 1e-8; the caller's
 */
export function vectorLength(x: Tensor): Tensor {
  return tidy(() => sqrt(maximum(sum(square(x), -1, true), shortestSquare)));
}
