import { createHash } from "node:crypto";
import { extname } from "node:path";
import type { NdArray } from "ndarray";
import sharp from "sharp";
import { readPicture } from "../media/read-picture.ts";
import { HASHED_SIDE, perceptualHash } from "./perceptual-hash.ts";

/** What is kept of a picture: enough to find faults and its like, not to show it. */
export interface PictureSigns {
  readonly width: number;
  readonly height: number;
  /** `"jpeg"`, `"png"`, … as the bytes say; `"frame"` of a film. */
  readonly format: string;
  /** Whether the name ends as pictures of another format do. */
  readonly misnamed: boolean;
  /** Whether a pixel is not opaque. */
  readonly transparent: boolean;
  /** The turn that EXIF states: 1 none, 2 … 8. */
  readonly orientation: number;
  /** The greatest range of values of a channel, alpha included, 0 … 255. */
  readonly range: number;
  /** Of all pixels and their shape: 128 bits in hexadecimal digits. */
  readonly digest: string;
  /** Perceptual hash, in halves. */
  readonly low: number;
  readonly high: number;
  /** [16 · 16], grey, over white. */
  readonly thumb: Uint8Array;
}

/** Pixels along each side of the picture that likeness is measured on. */
const THUMB_SIDE = 16;

const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  jpeg: [".jpg", ".jpeg"],
  png: [".png"],
  webp: [".webp"],
  gif: [".gif"],
  tiff: [".tif", ".tiff"],
  heif: [".avif"],
};

/** Decodes a picture file and keeps its signs; fails as `readPicture` does. */
export async function pictureSigns(path: string): Promise<PictureSigns> {
  const pixels = await readPicture(path, { alpha: "keep" });
  const { format = "unknown", orientation = 1 } = await sharp(path).metadata();
  const ending = extname(path).toLowerCase();
  const misnamed = ENDINGS[format] !== undefined && !ENDINGS[format].includes(ending);
  return { ...(await pixelSigns(pixels)), format, misnamed, orientation };
}

/** The signs of decoded pixels, [height, width, 3 or 4], row-major. */
export async function pixelSigns(pixels: NdArray<Uint8Array>): Promise<PictureSigns> {
  const [height, width, channels] = pixels.shape as [number, number, 3 | 4];
  const { data } = pixels;
  const least = [255, 255, 255, 255];
  const most = [0, 0, 0, 0];
  for (let i = 0, channel = 0; i < data.length; i++, channel = (channel + 1) % channels) {
    const value = data[i]!;
    if (value < least[channel]!) least[channel] = value;
    if (value > most[channel]!) most[channel] = value;
  }
  const raw = { width, height, channels };
  const grey = await sharp(data, { raw })
    .flatten({ background: "white" })
    .greyscale()
    .resize(HASHED_SIDE, HASHED_SIDE, { fit: "fill" })
    .raw()
    .toBuffer();
  const shape = `${width} × ${height} × ${channels}\n`;
  return {
    width,
    height,
    format: "frame",
    misnamed: false,
    transparent: channels === 4 && least[3]! < 255,
    orientation: 1,
    range: Math.max(...most.map((value, channel) => value - least[channel]!)),
    digest: createHash("sha256").update(shape).update(data).digest("hex").slice(0, 32),
    ...perceptualHash(grey),
    thumb: halved(grey),
  };
}

/** Every second pixel along each side: the mean of four. */
function halved(grey: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: THUMB_SIDE ** 2 }, (_, i) => {
    const at = 2 * Math.floor(i / THUMB_SIDE) * HASHED_SIDE + 2 * (i % THUMB_SIDE);
    const pair = (from: number): number => grey[from]! + grey[from + 1]!;
    return Math.round((pair(at) + pair(at + HASHED_SIDE)) / 4);
  });
}

/** The correlation of two pictures' brightness on 16 × 16 pixels, −1 … 1; 0 if one is of one grey. */
export function pictureLikeness(first: Uint8Array, second: Uint8Array): number {
  let a = 0;
  let b = 0;
  for (let i = 0; i < first.length; i++) {
    a += first[i]!;
    b += second[i]!;
  }
  a /= first.length;
  b /= first.length;
  let [aa, ab, bb] = [0, 0, 0];
  for (let i = 0; i < first.length; i++) {
    aa += (first[i]! - a) ** 2;
    ab += (first[i]! - a) * (second[i]! - b);
    bb += (second[i]! - b) ** 2;
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}
