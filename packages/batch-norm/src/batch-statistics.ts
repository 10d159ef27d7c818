import {
  customGrad,
  div,
  maximum,
  mul,
  type Scalar,
  scalar,
  squaredDifference,
  sub,
  sum,
  type Tensor1D,
  type Tensor4D,
  zeros,
} from "@tensorflow/tfjs-core";
import { channelSum } from "./channel-sum.ts";

/** What training knows of a batch; none of it carries a gradient. */
export type BatchStatistics = {
  /** Valid positions, at least 1. */
  readonly count: Scalar;
  /** `[channels]`. */
  readonly mean: Tensor1D;
  /** Biased: the mean square of the deviation, `[channels]`, at least 0. */
  readonly variance: Tensor1D;
  /** The variance times `count / (count − 1)`, `[channels]`; 0 for a count of 1. */
  readonly unbiasedVariance: Tensor1D;
};

/**
 * Counts the valid positions of a batch, and takes mean and variance of each channel over them.
 *
 * @param x - `[batch, height, width, channels]`; borrowed
 * @param mask - 1 for valid positions, 0 for others, sides x's or 1, one channel; borrowed
 * @returns the statistics, 0 if nothing is valid; the caller's
 */
export function batchStatistics(x: Tensor4D, mask?: Tensor4D): BatchStatistics {
  const [batch, height, width] = x.shape;
  const positions = batch * height * width;
  // The count stays on the device: reading a mask back would stall every layer.
  const count = mask
    ? maximum<Scalar>(mul(sum(mask), positions / mask.size), 1)
    : scalar(positions);
  const mean = withoutGradient(x, () => div(channelSum(x, mask), count));
  const variance = withoutGradient(x, () =>
    div(channelSum(squaredDifference<Tensor4D>(x, mean), mask), count),
  );
  const correction = div(count, maximum(sub(count, 1), 1));
  return { count, mean, variance, unbiasedVariance: mul(variance, correction) };
}

/** Runs a statistic of x off the tape: nothing flows back through it and no step of it is kept. */
function withoutGradient(x: Tensor4D, statistic: () => Tensor1D): Tensor1D {
  const { shape } = x;
  const detached = customGrad(() => ({ value: statistic(), gradFunc: () => zeros(shape) }));
  return detached(x) as Tensor1D;
}
