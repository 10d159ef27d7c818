import type { NdArray } from "ndarray";

/** A picture of RGB bytes, `[height, width, 3]`. */
export type RgbPicture = NdArray<Uint8Array>;

/** Checks that a picture is `[height, width, 3]` in row-major order. */
export function checkRgb(picture: RgbPicture, caller: string): [height: number, width: number] {
  const [height, width, channels] = picture.shape as [number, number, number];
  if (picture.shape.length !== 3 || channels !== 3 || height < 1 || width < 1) {
    throw new RangeError(
      `${caller}: expected a picture of shape [height, width, 3], got [${picture.shape.join(", ")}].`,
    );
  }
  if (picture.offset !== 0 || picture.data.length !== height * width * 3) {
    throw new RangeError(
      `${caller}: expected a whole row-major picture of ${height * width * 3} bytes, got ${picture.data.length} bytes at offset ${picture.offset}. Copy the view first.`,
    );
  }
  return [height, width];
}
