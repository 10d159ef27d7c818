/** The shape of a selection module. */
export interface SelectionOptions {
  /** K, the channels of image and sound features. @default 512 */
  readonly features?: number;
  /**
   * Where to normalize before the ReLU: nowhere, as the paper, or after both fully connected layers,
   * over all pairs of the batch.
   * @default "none"
   */
  readonly batchNorm?: "none" | "heads";
}

/** The options of one call. */
export interface SelectionCall extends SelectionOptions {
  /** Which statistics batch normalization takes: the batch's or the running ones. */
  readonly mode: "training" | "inference";
}
