/** A picture as canvases and decoders give it: bytes, row-major, 3 (RGB) or 4 (RGBA) a pixel. */
export interface Picture {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}
