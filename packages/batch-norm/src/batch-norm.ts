import {
  add,
  customGrad,
  div,
  type GradSaveFunc,
  maximum,
  mul,
  reshape,
  rsqrt,
  squaredDifference,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { channelSum } from "./channel-sum.ts";
import type { BatchNormOptions, BatchNormState, MovingStatistics } from "./types.ts";

/** Added to every variance before its root, as in PyTorch. */
const epsilon = 1e-5;
/** Share of the newest batch in the running statistics, as in PyTorch. */
const momentum = 0.1;

/** The normalized batch, and the running statistics after it (null in inference). */
export type BatchNormResult<T extends Tensor> = {
  readonly y: T;
  readonly moving: MovingStatistics | null;
};

/**
 * Normalizes every channel to mean 0 and variance 1, then scales by γ and shifts by β.
 *
 * `y = (x − mean) / √(variance + 1e-5) · γ + β`. Training takes mean and biased variance of the
 * valid positions of this batch; the running statistics become `0.9 · old + 0.1 · batch`, with the
 * unbiased variance `n / (n − 1)`. Inference takes the running statistics. Both are PyTorch's rules.
 *
 * @param x - `[batch, channels]` or `[batch, height, width, channels]`, any range; borrowed
 * @param state - scale, shift and running statistics, `[channels]` each; borrowed, never changed
 * @param options - the mode, and which positions are valid
 * @returns `y` of x's shape, and in training the new running statistics, which carry no gradient;
 *   in inference `moving` is null. All tensors are the caller's to dispose. Masked positions of y
 *   are 0; a batch whose mask is 0 everywhere has statistics of 0
 * @throws RangeError if a shape or the mode does not fit, or if training meets a batch with one
 *   position per channel, which has no variance
 * @example
 * ```ts
 * import { batchNorm } from "@ssl/batch-norm";
 * import { useBackend } from "@ssl/tfjs-backends";
 * import { tensor1d, tensor2d } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const one = tensor1d([1]);
 * const zero = tensor1d([0]);
 * const state = { gamma: one, beta: zero, movingMean: zero, movingVariance: one };
 * const { y, moving } = batchNorm(tensor2d([[1], [3]]), state, { mode: "training" });
 * console.log(await y.data()); // about -1 and 1
 * console.log(await moving?.variance.data()); // 0.9 * 1 + 0.1 * 2
 * ```
 */
export function batchNorm<T extends Tensor2D | Tensor4D>(
  x: T,
  state: BatchNormState,
  options: BatchNormOptions,
): BatchNormResult<T> {
  const { mode, mask } = options;
  checkShapes(x, state, options);
  const { y, moving } = tidy(() => {
    const grid = asGrid(x);
    const valid = mask && asGrid(mask);
    const result = mode === "training" ? trained(grid, state, valid) : inferred(grid, state, valid);
    return { ...result, y: reshape(result.y, x.shape) as T };
  });
  return { y, moving: moving ?? null };
}

/** What is computed in tidy, where an absent part is left out. */
type Normalized = { y: Tensor4D; moving?: MovingStatistics };

function inferred(x: Tensor4D, state: BatchNormState, mask?: Tensor4D): Normalized {
  const scale = mul(state.gamma, rsqrt(add(state.movingVariance, epsilon)));
  const shift = sub(state.beta, mul(state.movingMean, scale));
  return { y: affine(x, scale, shift, mask) };
}

function trained(x: Tensor4D, state: BatchNormState, mask?: Tensor4D): Normalized {
  const [batch, height, width] = x.shape;
  const positions = batch * height * width;
  // With a mask the count stays on the device: reading it back would stall every layer.
  const count = mask ? maximum(mul(sum(mask), positions / mask.size), 1) : positions;
  const mean = withoutGradient(x, () => div(channelSum(x, mask), count));
  const variance = withoutGradient(x, () =>
    div(channelSum(squaredDifference<Tensor4D>(x, mean), mask), count),
  );
  const rest = typeof count === "number" ? count - 1 : maximum(sub(count, 1), 1);
  const unbiased = mul(variance, div(count, rest));
  return {
    y: normalized(x, state, mean, rsqrt(add<Tensor1D>(variance, epsilon)), count, mask),
    moving: {
      mean: moved(state.movingMean, mean),
      variance: moved(state.movingVariance, unbiased),
    },
  };
}

function moved(old: Tensor, batch: Tensor): Tensor1D {
  return add(mul(old, 1 - momentum), mul(batch, momentum));
}

function affine(x: Tensor4D, scale: Tensor, shift: Tensor, mask?: Tensor4D): Tensor4D {
  const y = add(mul(x, scale), shift) as Tensor4D;
  return mask ? mul(y, mask) : y;
}

/**
 * `(x − mean) · inverse · γ + β`, where mean and inverse deviation are x's own statistics. Its
 * gradient is the closed form of Ioffe and Szegedy, with two sums over the batch:
 * `dx = γ · inverse · (dy − (Σ dy + x̂ Σ dy x̂) / n)`.
 */
function normalized(
  x: Tensor4D,
  state: BatchNormState,
  mean: Tensor1D,
  inverse: Tensor1D,
  count: number | Tensor,
  mask?: Tensor4D,
): Tensor4D {
  return customGrad((...inputs) => {
    const [input, gamma, beta, save] = inputs as [Tensor4D, Tensor1D, Tensor1D, GradSaveFunc];
    const masked = mask && typeof count !== "number" ? [mask, count] : [];
    save([input, gamma, mean, inverse, ...masked]);
    const scale = mul(gamma, inverse);
    return {
      value: affine(input, scale, sub(beta, mul(mean, scale)), mask),
      gradFunc: (dy, saved) => tidy(() => normalizedGradients(dy as Tensor4D, saved, count)),
    };
  })(x, state.gamma, state.beta) as Tensor4D;
}

/** The gradients with respect to x, γ and β. */
function normalizedGradients(dy: Tensor4D, saved: Tensor[], positions: number | Tensor): Tensor[] {
  const [x, gamma, mean, inverse, mask, validCount] = saved as [
    Tensor4D,
    Tensor1D,
    Tensor1D,
    Tensor1D,
    Tensor4D?,
    Tensor?,
  ];
  const count = validCount ?? positions;
  const masked = (grid: Tensor4D): Tensor4D => (mask ? mul(grid, mask) : grid);
  const valid = masked(dy);
  const centered = sub(x, mean) as Tensor4D;
  const dBeta = channelSum(valid);
  const dGamma = mul(channelSum(mul(valid, centered)), inverse);
  const slope = div(mul(dGamma, inverse), count);
  const common = masked(add(mul(centered, slope), div(dBeta, count)));
  return [mul(sub(valid, common), mul(gamma, inverse)), dGamma, dBeta];
}

/** Runs a statistic of x off the tape: nothing flows back through it and no step of it is kept. */
function withoutGradient(x: Tensor4D, statistic: () => Tensor1D): Tensor1D {
  const { shape } = x;
  return customGrad(() => ({ value: statistic(), gradFunc: () => zeros(shape) }))(x) as Tensor1D;
}

function asGrid(x: Tensor): Tensor4D {
  if (x.rank === 4) return x as Tensor4D;
  const [batch, channels] = (x as Tensor2D).shape;
  return reshape(x, [batch, 1, 1, channels]);
}

function checkShapes(x: Tensor, state: BatchNormState, { mode, mask }: BatchNormOptions): void {
  if (mode !== "training" && mode !== "inference") {
    throw new RangeError(
      `batchNorm: expected mode to be "training" or "inference", got ${String(mode)}.`,
    );
  }
  if (x.rank !== 2 && x.rank !== 4) {
    throw new RangeError(
      `batchNorm: expected x of shape [batch, channels] or [batch, height, width, channels], ` +
        `got ${shapeText(x)}.`,
    );
  }
  const channels = x.shape[x.rank - 1]!;
  for (const name of ["gamma", "beta", "movingMean", "movingVariance"] as const) {
    const { rank, size } = state[name];
    if (rank !== 1 || size !== channels) {
      throw new RangeError(
        `batchNorm: expected ${name} of shape [${channels}], x's channels, ` +
          `got ${shapeText(state[name])}.`,
      );
    }
  }
  if (mask) checkMask(x, mask);
  if (mode === "training" && x.size / channels < 2) {
    throw new RangeError(
      `batchNorm: expected at least 2 positions per channel in training, got x of shape ` +
        `${shapeText(x)}. One value has no variance: use a larger batch, or mode "inference".`,
    );
  }
}

function checkMask(x: Tensor, mask: Tensor): void {
  const fits =
    mask.rank === x.rank &&
    mask.shape.every((side, axis) => side === 1 || (axis < x.rank - 1 && side === x.shape[axis]));
  if (!fits) {
    throw new RangeError(
      `batchNorm: expected mask to have x's rank, 1 on the last axis, and x's side or 1 on the ` +
        `others, got ${shapeText(mask)} for x of shape ${shapeText(x)}.`,
    );
  }
}

function shapeText(x: Tensor): string {
  return `[${x.shape.join(", ")}]`;
}
