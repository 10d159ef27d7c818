/** One convolution of the trunk: its channels at width 1, and whether a max pool follows. */
export interface TrunkLayer {
  readonly channels: number;
  readonly pooled: boolean;
}

/** VGG-11's first six convolutions, table S1 of the paper. */
export const trunkLayers: readonly TrunkLayer[] = [
  { channels: 64, pooled: true },
  { channels: 128, pooled: true },
  { channels: 256, pooled: false },
  { channels: 256, pooled: true },
  { channels: 512, pooled: false },
  { channels: 512, pooled: true },
];
