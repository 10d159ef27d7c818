import type { Tensor, Tensor1D } from "@tensorflow/tfjs-core";

/** Scale, shift and running statistics of one batch normalization, each `[channels]`. */
export interface BatchNormState {
  /** Scale, learned. */
  readonly gamma: Tensor;
  /** Shift, learned. */
  readonly beta: Tensor;
  /** Running mean, used by inference. */
  readonly movingMean: Tensor;
  /** Running variance (of the unbiased estimates), used by inference. */
  readonly movingVariance: Tensor;
}

/** How one call normalizes. */
export interface BatchNormOptions {
  /** Statistics of this batch (`"training"`) or the running ones (`"inference"`). */
  readonly mode: "training" | "inference";
  /**
   * Which positions are valid: 1 or 0, of x's rank, its last side 1 and every other side x's or 1,
   * for example `[batch, frames, 1, 1]`. Invalid positions come out as 0 and count in no statistic.
   * @default every position is valid
   */
  readonly mask?: Tensor;
}

/** What the running statistics become after a batch, each `[channels]`; without gradient. */
export type MovingStatistics = {
  readonly mean: Tensor1D;
  readonly variance: Tensor1D;
};
