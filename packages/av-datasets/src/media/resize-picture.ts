import type { PictureLike } from "../types.ts";

/** A part of a picture, in whole pixels. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, row-major, the colours multiplied by the opacity, 0 … 255. */
export interface DensePicture {
  readonly pixels: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/**
 * Resizes a picture with a triangle filter as wide as the reduction asks, Pillow's `BILINEAR`.
 *
 * @returns [height, width, channels], row-major, newly allocated
 */
export function resizePicture(source: DensePicture, width: number, height: number): Float32Array {
  const { channels } = source;
  const rows = triangles(source.height, height);
  const columns = triangles(source.width, width);
  const resized = new Float32Array(height * width * channels);
  // The rows first: that loop runs along memory, and leaves little for the other.
  const line = new Float64Array(source.width * channels);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    for (let row = rows.first[y]!, at = rows.start[y]!; at < rows.start[y + 1]!; row++, at++) {
      addScaled(line, source.pixels, row * line.length, rows.weights[at]!);
    }
    for (let x = 0; x < width; x++) {
      const to = (y * width + x) * channels;
      let from = columns.first[x]! * channels;
      for (let at = columns.start[x]!; at < columns.start[x + 1]!; at++, from += channels) {
        const weight = columns.weights[at]!;
        resized[to]! += weight * line[from]!;
        resized[to + 1]! += weight * line[from + 1]!;
        resized[to + 2]! += weight * line[from + 2]!;
        if (channels === 4) resized[to + 3]! += weight * line[from + 3]!;
      }
    }
  }
  return resized;
}

function addScaled(line: Float64Array, source: Float32Array, from: number, weight: number): void {
  for (let i = 0; i < line.length; i++) line[i]! += weight * source[from + i]!;
}

/** Copies a part of a picture, RGB or RGBA, its colours multiplied by the opacity. */
export function densePicture(picture: PictureLike, crop: Crop): DensePicture {
  const { data, stride, offset } = picture;
  const channels = picture.shape[2]!;
  const dense = new Float32Array(crop.width * crop.height * channels);
  const [down, right, deep] = stride as [number, number, number];
  let to = 0;
  for (let y = 0; y < crop.height; y++) {
    let pixel = offset + (crop.top + y) * down + crop.left * right;
    for (let x = 0; x < crop.width; x++, pixel += right) {
      if (channels === 4) {
        const opacity = data[pixel + 3 * deep]! / 255;
        dense[to] = data[pixel]! * opacity;
        dense[to + 1] = data[pixel + deep]! * opacity;
        dense[to + 2] = data[pixel + 2 * deep]! * opacity;
        dense[to + 3] = 255 * opacity;
      } else {
        dense[to] = data[pixel]!;
        dense[to + 1] = data[pixel + deep]!;
        dense[to + 2] = data[pixel + 2 * deep]!;
      }
      to += channels;
    }
  }
  return { pixels: dense, width: crop.width, height: crop.height, channels };
}

/** For pixel i of the result: weights[start[i] … start[i + 1]] of the source from first[i] on. */
interface Triangles {
  readonly first: Int32Array;
  readonly start: Int32Array;
  readonly weights: Float32Array;
}

function triangles(from: number, to: number): Triangles {
  const step = from / to;
  const reach = Math.max(1, step);
  const first = new Int32Array(to);
  const start = new Int32Array(to + 1);
  const weights = new Float32Array(to * (Math.ceil(2 * reach) + 2));
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * step;
    const last = Math.min(from, Math.floor(centre + reach + 0.5));
    first[i] = Math.max(0, Math.floor(centre - reach + 0.5));
    start[i + 1] = start[i]! + last - first[i]!;
    let sum = 0;
    for (let pixel = first[i]!; pixel < last; pixel++) {
      const weight = Math.max(0, 1 - Math.abs(pixel + 0.5 - centre) / reach);
      weights[start[i]! + pixel - first[i]!] = weight;
      sum += weight;
    }
    for (let at = start[i]!; at < start[i + 1]!; at++) weights[at]! /= sum;
  }
  return { first, start, weights };
}
