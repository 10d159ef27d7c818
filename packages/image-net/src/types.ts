/** The shape of an image network and how it reads a picture. */
export interface ImageNetOptions {
  /** Multiplies the trunk's channels: c becomes `max(1, floor(c · width + 0.5))`. @default 1 */
  readonly width?: number;
  /** K, the channels of the image features. The paper does not print it. @default 512 */
  readonly features?: number;
  /**
   * Subtract ImageNet's mean colour, as the paper does, or also divide by its deviation, as
   * torchvision's weights expect.
   * @default "mean"
   */
  readonly scale?: "mean" | "mean-and-deviation";
  /** Where to normalize between convolution and ReLU. The paper does nowhere. @default "none" */
  readonly batchNorm?: "none" | "trunk" | "heads" | "trunk-and-heads";
}

/** The options of one call. */
export interface ImageNetCall extends ImageNetOptions {
  /** Which statistics batch normalization takes: the batch's or the running ones. */
  readonly mode: "training" | "inference";
}
