/** A picture, row-major or strided: shape [height, width, channels], values 0 … 255. */
export interface PictureLike {
  /** All bytes, in any order that `stride` and `offset` describe. */
  readonly data: Uint8Array;
  /** Length of each axis. */
  readonly shape: readonly number[];
  /** Distance in `data` between neighbours along each axis. */
  readonly stride: readonly number[];
  /** Index in `data` of the first byte. */
  readonly offset: number;
}

/** A rectangle in pixels; right and bottom are exclusive. */
export interface Box {
  /** Left edge. */
  readonly left: number;
  /** Upper edge. */
  readonly top: number;
  /** Right edge, exclusive. */
  readonly right: number;
  /** Lower edge, exclusive. */
  readonly bottom: number;
}
