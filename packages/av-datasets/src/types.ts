/** A picture, row-major or strided: shape [height, width, channels], values 0 … 255. */
export interface PictureLike {
  readonly data: Uint8Array;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  readonly offset: number;
}

/** A rectangle in pixels; right and bottom are exclusive. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
