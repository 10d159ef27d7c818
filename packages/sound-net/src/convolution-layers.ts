/** One convolution: its channels at width 1, and whether a max pool follows. */
export interface ConvolutionLayer {
  readonly channels: number;
  readonly pooled: boolean;
}

/** The ten convolutions of table S2 of the paper. */
export const convolutionLayers: readonly ConvolutionLayer[] = [
  { channels: 32, pooled: false },
  { channels: 32, pooled: true },
  { channels: 64, pooled: false },
  { channels: 64, pooled: true },
  { channels: 128, pooled: false },
  { channels: 128, pooled: true },
  { channels: 128, pooled: false },
  { channels: 128, pooled: true },
  { channels: 128, pooled: false },
  { channels: 128, pooled: false },
];

/** Four max pools of 2 turn this many frames, or bins, into one. */
export const poolingFactor = 16;
