import { batchNorm } from "@ssl/batch-norm";
import { add, conv2d, fused, relu, type Tensor, type Tensor4D } from "@tensorflow/tfjs-core";

/** One layer: the names of its weights, and how it normalizes. */
interface ConvolutionOptions {
  /** Of kernel and bias, for example `"image.conv1"`. */
  readonly name: string;
  /** Of the batch normalization before the ReLU; null for none. */
  readonly norm: string | null;
  readonly mode: "training" | "inference";
}

/**
 * Convolves with stride 1 and zero padding, adds the bias, normalizes if asked to, and rectifies.
 *
 * @param x - `[batch, height, width, in]`; borrowed
 * @param weights - at least the layer's
 * @param options - the layer
 * @returns y `[batch, height, width, out]`, at least 0, and the running statistics of training
 */
export function convolution(
  x: Tensor4D,
  weights: Readonly<Record<string, Tensor>>,
  { name, norm, mode }: ConvolutionOptions,
): { y: Tensor4D; moving: Record<string, Tensor> } {
  const filter = weights[`${name}.kernel`] as Tensor4D;
  const bias = weights[`${name}.bias`]!;
  if (norm === null) {
    // One kernel in inference; under a gradient tfjs itself falls back to the three operations.
    const y = fused.conv2d({ x, filter, bias, strides: 1, pad: "same", activation: "relu" });
    return { y, moving: {} };
  }
  const sums = add<Tensor4D>(conv2d(x, filter, 1, "same"), bias);
  const { y, moving } = batchNorm(sums, weights, { name: norm, mode });
  return { y: relu(y), moving };
}
