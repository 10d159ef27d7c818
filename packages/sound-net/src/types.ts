/** The shape of a sound network and how it reads a spectrogram. */
export interface SoundNetOptions {
  /** Multiplies the convolutions' channels: c becomes `max(1, floor(c · width + 0.5))`. @default 1 */
  readonly width?: number;
  /** K, the length of the sound features. The paper does not print it. @default 512 */
  readonly features?: number;
  /** Frequency bins of every spectrogram, at least 16. @default 512 */
  readonly bins?: number;
  /** Take amplitudes as they are, as the paper does, or as `log(1 + 10 · amplitude)`. @default "raw" */
  readonly amplitude?: "raw" | "log";
  /**
   * Where to normalize before the ReLU: after every convolution, as the paper does, or also after
   * both fully connected layers.
   * @default "convolutions"
   */
  readonly batchNorm?: "convolutions" | "convolutions-and-heads";
}

/** The options of one call. */
export interface SoundNetCall extends SoundNetOptions {
  /** Which statistics batch normalization takes: the batch's or the running ones. */
  readonly mode: "training" | "inference";
  /**
   * Frames of each clip, at least 16; what a shorter clip is padded with is not looked at.
   * @default every clip is as long as the batch
   */
  readonly frames?: readonly number[];
}
