import type { Picture } from "./picture.ts";

/** Channels of the pictures that the image network reads. */
const RGB = 3;

/**
 * Turns a picture into the image network's values: RGB in 0 … 1, `side` × `side`.
 *
 * Not in the paper, whose pictures are all 256 × 256: a picture of another size is scaled as a
 * whole with a triangle filter as wide as the shrinkage (PIL's BILINEAR), so that nothing aliases.
 *
 * @param picture - RGB, or RGBA whose alpha is 255 everywhere
 * @param side - side of the result in pixels
 * @returns side · side · 3 values, row-major; the caller's own
 * @throws RangeError if the picture is empty, its bytes do not fit its sides, or it is transparent
 */
export function pictureValues(picture: Picture, side: number): Float32Array {
  const channels = checkPicture(picture, "pictureValues");
  const { width, height, data } = picture;
  const across = triangleFilter(width, side);
  const down = triangleFilter(height, side);
  const narrow = new Float32Array(height * side * RGB);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < side; x++) {
      const { first, weights } = across[x]!;
      for (let channel = 0; channel < RGB; channel++) {
        let sum = 0;
        for (let tap = 0; tap < weights.length; tap++) {
          sum += weights[tap]! * data[(y * width + first + tap) * channels + channel]!;
        }
        narrow[(y * side + x) * RGB + channel] = sum / 255;
      }
    }
  }
  const row = side * RGB;
  const values = new Float32Array(side * row);
  for (let y = 0; y < side; y++) {
    const { first, weights } = down[y]!;
    for (let i = 0; i < row; i++) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap++) {
        sum += weights[tap]! * narrow[(first + tap) * row + i]!;
      }
      values[y * row + i] = sum;
    }
  }
  return values;
}

/** Checks a picture at the door and returns its bytes a pixel: 3 or 4. */
export function checkPicture(picture: Picture, caller: string): 3 | 4 {
  const { data, width, height } = picture;
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0)) {
    throw new RangeError(
      `${caller}: expected a picture of at least 1 × 1 pixels, got ${width} × ${height}.`,
    );
  }
  const channels = data.length / (width * height);
  if (channels !== 3 && channels !== 4) {
    throw new RangeError(
      `${caller}: expected ${width} · ${height} pixels of 3 (RGB) or 4 (RGBA) bytes, got ${data.length} bytes.`,
    );
  }
  if (channels === 4) {
    for (let i = 3; i < data.length; i += 4) {
      if (data[i] !== 255) {
        throw new RangeError(
          `${caller}: expected an opaque picture, got alpha ${data[i]} at pixel ${(i - 3) / 4}. Composite it onto a background first.`,
        );
      }
    }
  }
  return channels;
}

interface Taps {
  readonly first: number;
  readonly weights: Float64Array;
}

/** For each pixel of the result, the source pixels under a triangle and their weights (sum 1). */
function triangleFilter(from: number, to: number): Taps[] {
  const scale = from / to;
  const reach = Math.max(scale, 1);
  return Array.from({ length: to }, (_, pixel) => {
    const centre = (pixel + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - reach + 0.5));
    const end = Math.min(from, Math.floor(centre + reach + 0.5));
    const weights = new Float64Array(end - first);
    let sum = 0;
    for (let tap = 0; tap < weights.length; tap++) {
      const weight = Math.max(0, 1 - Math.abs(first + tap + 0.5 - centre) / reach);
      weights[tap] = weight;
      sum += weight;
    }
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}
