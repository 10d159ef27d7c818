/** A picture as canvases and decoders give it: bytes, row-major, 3 (RGB) or 4 (RGBA) a pixel. */
export interface Picture {
  /** Bytes, row by row. */
  readonly data: Uint8Array | Uint8ClampedArray;
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
}
