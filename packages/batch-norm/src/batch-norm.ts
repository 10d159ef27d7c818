import {
  add,
  mul,
  reshape,
  rsqrt,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";
import { affine } from "./affine.ts";
import { batchStatistics } from "./batch-statistics.ts";
import { epsilon } from "./epsilon.ts";
import { normalizedBatch } from "./normalized-batch.ts";

/** Share of the newest batch in the running statistics, as in PyTorch. */
const momentum = 0.1;

/** Which layer of a network normalizes, and how. */
export interface BatchNormOptions {
  /** The layer, for example `"sound.bn1"`. */
  readonly name: string;
  /** Statistics of this batch (`"training"`) or the running ones (`"inference"`). */
  readonly mode: "training" | "inference";
  /**
   * Which positions are valid: 1 or 0, of x's rank, its last side 1 and every other side x's or 1,
   * for example `[batch, frames, 1, 1]`. Invalid positions come out as 0 and count in no statistic.
   * @default every position is valid
   */
  readonly mask?: Tensor;
}

/** The normalized batch, and what the running statistics become. */
export type BatchNormResult<T extends Tensor> = {
  /** Of x's shape, 0 where the mask is 0. */
  readonly y: T;
  /** The new `NAME.moving_mean` and `NAME.moving_variance`; empty in inference. */
  readonly moving: Record<string, Tensor>;
};

/**
 * Normalizes every channel to mean 0 and variance 1, then scales by γ and shifts by β.
 *
 * `y = (x − mean) / √(variance + 1e-5) · γ + β`. Training takes mean and biased variance of the
 * valid positions of this batch; the running statistics become `0.9 · old + 0.1 · batch`, with the
 * unbiased variance `n / (n − 1)`. Inference takes the running statistics. Both are PyTorch's rules.
 *
 * @param x - `[batch, channels]` or `[batch, height, width, channels]`, any range; borrowed
 * @param weights - at least `NAME.gamma`, `.beta`, `.moving_mean` and `.moving_variance`,
 *   `[channels]` each; borrowed, never changed
 * @param options - the layer's name, the mode, and which positions are valid
 * @returns `y` of x's shape, and in training the new running statistics by weight name, which carry
 *   no gradient (an empty record in inference). All tensors are the caller's to dispose. A batch
 *   whose mask is 0 everywhere has statistics of 0
 * @throws RangeError if a shape or the mode does not fit, if a weight is missing, or if training
 *   meets a batch with one position per channel, which has no variance
 * @example
 * ```ts
 * import { batchNorm } from "@ssl/batch-norm";
 * import { useBackend } from "@ssl/tfjs-backends";
 * import { tensor1d, tensor2d } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const weights = {
 *   "bn.gamma": tensor1d([1]),
 *   "bn.beta": tensor1d([0]),
 *   "bn.moving_mean": tensor1d([0]),
 *   "bn.moving_variance": tensor1d([1]),
 * };
 * const options = { name: "bn", mode: "training" } as const;
 * const { y, moving } = batchNorm(tensor2d([[1], [3]]), weights, options);
 * console.log(await y.data()); // about -1 and 1
 * console.log(await moving["bn.moving_variance"]?.data()); // 0.9 * 1 + 0.1 * 2
 * ```
 */
export function batchNorm<T extends Tensor2D | Tensor4D>(
  x: T,
  weights: Readonly<Record<string, Tensor>>,
  options: BatchNormOptions,
): BatchNormResult<T> {
  const { name, mode, mask } = options;
  checkInputs(x, options);
  const layer = layerOf(x, weights, name);
  return tidy(() => {
    const grid = asGrid(x);
    const valid = mask && asGrid(mask);
    if (mode === "inference") {
      return { y: reshape(inferred(grid, layer, valid), x.shape) as T, moving: {} };
    }
    const statistics = batchStatistics(grid, valid);
    const y = normalizedBatch(grid, layer, statistics, valid);
    const moving = {
      [`${name}.moving_mean`]: moved(layer.movingMean, statistics.mean),
      [`${name}.moving_variance`]: moved(layer.movingVariance, statistics.unbiasedVariance),
    };
    return { y: reshape(y, x.shape) as T, moving };
  });
}

/** The four weights of one layer, `[channels]` each. */
interface Layer {
  readonly gamma: Tensor1D;
  readonly beta: Tensor1D;
  readonly movingMean: Tensor1D;
  readonly movingVariance: Tensor1D;
}

function layerOf(x: Tensor, weights: Readonly<Record<string, Tensor>>, name: string): Layer {
  const channels = x.shape.at(-1)!;
  const weight = (part: string): Tensor1D => {
    const found = weights[`${name}.${part}`];
    if (found?.rank !== 1 || found.size !== channels) {
      throw new RangeError(
        `batchNorm: expected weight ${name}.${part} of shape [${channels}], x's channels, ` +
          `got ${found ? shapeText(found) : "none"}.`,
      );
    }
    return found as Tensor1D;
  };
  return {
    gamma: weight("gamma"),
    beta: weight("beta"),
    movingMean: weight("moving_mean"),
    movingVariance: weight("moving_variance"),
  };
}

function inferred(x: Tensor4D, layer: Layer, mask?: Tensor4D): Tensor4D {
  const { gamma, beta, movingMean, movingVariance } = layer;
  const scale = mul<Tensor1D>(gamma, rsqrt(add(movingVariance, epsilon)));
  return affine(x, scale, sub(beta, mul(movingMean, scale)), mask);
}

function moved(old: Tensor1D, batch: Tensor1D): Tensor1D {
  return add(mul(old, 1 - momentum), mul(batch, momentum));
}

function asGrid(x: Tensor): Tensor4D {
  if (x.rank === 4) return x as Tensor4D;
  const [batch, channels] = (x as Tensor2D).shape;
  return reshape(x, [batch, 1, 1, channels]);
}

function checkInputs(x: Tensor, { mode, mask }: BatchNormOptions): void {
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
  if (mask) checkMask(x, mask);
  if (mode === "training" && x.size / x.shape.at(-1)! < 2) {
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
