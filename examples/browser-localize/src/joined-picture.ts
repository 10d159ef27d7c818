import { concatPictures } from "@ssl/concat-protocol";
import { pixelsOf } from "./picture-of-file.ts";

/** Of the joined picture: what both pictures are brought to before they are halved in width. */
const SIDE = 256;

/** Two pictures side by side, rescaled to the size of one, as in concat-and-localize. */
export function joinedPicture(left: ImageData, right: ImageData): ImageData {
  const both = concatPictures(square(left), square(right));
  const picture = new ImageData(SIDE, SIDE);
  picture.data.fill(255);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    // Clamped bytes round by themselves.
    for (let c = 0; c < 3; c++) picture.data[4 * pixel + c] = both.data[3 * pixel + c]!;
  }
  return picture;
}

/** The whole picture in a square, without its alpha. */
function square(picture: ImageData): Parameters<typeof concatPictures>[0] {
  const { width, height } = picture;
  const whole = new OffscreenCanvas(width, height);
  whole.getContext("2d")!.putImageData(picture, 0, 0);
  const { data } = pixelsOf(whole, SIDE, SIDE);
  return { data, shape: [SIDE, SIDE, 3], stride: [4 * SIDE, 4, 1], offset: 0 };
}
