import {
  add,
  customGrad,
  div,
  type GradSaveFunc,
  mul,
  rsqrt,
  type Scalar,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";
import { affine } from "./affine.ts";
import type { BatchStatistics } from "./batch-statistics.ts";
import { channelSum } from "./channel-sum.ts";
import { epsilon } from "./epsilon.ts";

/** The two learned weights of a layer, `[channels]` each. */
interface Learned {
  readonly gamma: Tensor1D;
  readonly beta: Tensor1D;
}

/**
 * Normalizes a batch with its own statistics, as one operation with a closed gradient.
 *
 * `y = (x − mean) · inverse · γ + β` with `inverse = 1 / √(variance + 1e-5)`. The gradient is that of
 * Ioffe and Szegedy (2015) with two sums over the batch:
 * `dx = γ · inverse · (dy − (Σ dy + x̂ Σ dy x̂) / count)`.
 *
 * @param x - `[batch, height, width, channels]`; borrowed
 * @param learned - scale γ and shift β; borrowed
 * @param statistics - x's own; borrowed
 * @param mask - 1 for valid positions, 0 for others, sides x's or 1, one channel; borrowed
 * @returns y of x's shape, 0 where the mask is 0; the caller's
 */
export function normalizedBatch(
  x: Tensor4D,
  { gamma, beta }: Learned,
  { count, mean, variance }: BatchStatistics,
  mask?: Tensor4D,
): Tensor4D {
  const inverse = rsqrt(add<Tensor1D>(variance, epsilon));
  const normalize = customGrad((...inputs) => {
    const [input, scale, shift, save] = inputs as [Tensor4D, Tensor1D, Tensor1D, GradSaveFunc];
    save([input, scale, mean, inverse, count, ...(mask ? [mask] : [])]);
    const slope = mul<Tensor1D>(scale, inverse);
    return {
      value: affine(input, slope, sub(shift, mul(mean, slope)), mask),
      gradFunc: (dy, saved) => tidy(() => gradients(dy as Tensor4D, saved)),
    };
  });
  return normalize(x, gamma, beta) as Tensor4D;
}

/** The gradients with respect to x, γ and β. */
function gradients(dy: Tensor4D, saved: readonly Tensor[]): Tensor[] {
  const [x, gamma, mean, inverse, count, mask] = saved as readonly [
    Tensor4D,
    Tensor1D,
    Tensor1D,
    Tensor1D,
    Scalar,
    Tensor4D?,
  ];
  const masked = (grid: Tensor4D): Tensor4D => (mask ? mul(grid, mask) : grid);
  const valid = masked(dy);
  const centered = sub<Tensor4D>(x, mean);
  const dBeta = channelSum(valid);
  const dGamma = mul(channelSum(mul(valid, centered)), inverse);
  const slope = div(mul(dGamma, inverse), count);
  const common = masked(add(mul(centered, slope), div(dBeta, count)));
  return [mul(sub(valid, common), mul(gamma, inverse)), dGamma, dBeta];
}
