import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { batchNorm } from "./batch-norm.ts";
import type { BatchNormOptions } from "./types.ts";

/** One call of `namedBatchNorm`: the layer's name beside how it normalizes. */
export interface NamedBatchNormOptions extends BatchNormOptions {
  /** The layer, for example `"sound.bn1"`. */
  readonly name: string;
}

/** The normalized batch, and the weights that training replaces (none in inference). */
export type NamedBatchNormResult<T extends Tensor> = {
  readonly y: T;
  readonly moving: Record<string, Tensor>;
};

/**
 * Normalizes a batch with the weights of one layer of a network, found by name.
 *
 * Not in the paper: `batchNorm` for weights that are kept as one record, by the names of
 * `batchNormShapes`.
 *
 * @param x - `[batch, channels]` or `[batch, height, width, channels]`; borrowed
 * @param weights - at least `NAME.gamma`, `.beta`, `.moving_mean`, `.moving_variance`; borrowed
 * @param options - the layer's name, the mode, and which positions are valid
 * @returns `y` of x's shape, and in training the new `NAME.moving_mean` and
 *   `NAME.moving_variance` (in inference an empty record); the caller's to dispose
 * @throws RangeError if a weight is missing, and where `batchNorm` throws
 * @example
 * ```ts
 * import { namedBatchNorm } from "@ssl/batch-norm";
 * import { useBackend } from "@ssl/tfjs-backends";
 * import { tensor1d, tensor2d } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const weights = {
 *   "bn.gamma": tensor1d([2]),
 *   "bn.beta": tensor1d([1]),
 *   "bn.moving_mean": tensor1d([0]),
 *   "bn.moving_variance": tensor1d([1]),
 * };
 * const { y } = namedBatchNorm(tensor2d([[3]]), weights, { name: "bn", mode: "inference" });
 * console.log(await y.data()); // about 7
 * ```
 */
export function namedBatchNorm<T extends Tensor2D | Tensor4D>(
  x: T,
  weights: Readonly<Record<string, Tensor>>,
  options: NamedBatchNormOptions,
): NamedBatchNormResult<T> {
  const { name } = options;
  const weight = (part: string): Tensor => {
    const found = weights[`${name}.${part}`];
    if (!found)
      throw new RangeError(`namedBatchNorm: expected a weight ${name}.${part}, got none.`);
    return found;
  };
  const { y, moving } = batchNorm(
    x,
    {
      gamma: weight("gamma"),
      beta: weight("beta"),
      movingMean: weight("moving_mean"),
      movingVariance: weight("moving_variance"),
    },
    options,
  );
  if (!moving) return { y, moving: {} };
  return {
    y,
    moving: { [`${name}.moving_mean`]: moving.mean, [`${name}.moving_variance`]: moving.variance },
  };
}
