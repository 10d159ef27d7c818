import { readFile } from "node:fs/promises";
import { readFrames, readPicture, readSound } from "@ssl/av-datasets";
import { concatPictures } from "@ssl/concat-protocol";
import ndarray, { type NdArray } from "ndarray";
import sharp from "sharp";
import type { AuditSource } from "./audit-source.ts";

/** A picture as a file. */
export interface PictureFile {
  readonly ending: "jpg" | "png";
  readonly bytes: Uint8Array;
}

/** The sound of a sample, one channel, within [−1, 1]. */
export async function sourceSound(
  { sound, video }: AuditSource,
  sampleRate: number,
): Promise<Float32Array> {
  const { waveform, peak } = await readSound((sound ?? video)!, { sampleRate });
  if (!Number.isFinite(peak)) throw new Error(`The sound ${sound ?? video} is not finite.`);
  // Floats may lie beyond 1, and resampling overshoots where a recording is clipped.
  return peak > 1 ? waveform.data.map((value) => value / peak) : waveform.data;
}

/**
 * The picture of a sample as a file: the bytes of the data set's where every reader sees the same in
 * them, else a PNG of what is seen; of a video the frame in the middle of its sound.
 */
export async function sourcePicture(source: AuditSource): Promise<PictureFile> {
  const picture = await decoded(source);
  const { picture: file } = source;
  if (file !== undefined) {
    const bytes = await readFile(file);
    const { format, orientation = 1, hasAlpha, space, icc } = await sharp(bytes).metadata();
    const plain = orientation === 1 && !hasAlpha && space === "srgb" && icc === undefined;
    if (plain && format === "jpeg") return { ending: "jpg", bytes };
    if (plain && format === "png") return { ending: "png", bytes };
  }
  return { ending: "png", bytes: await png(picture) };
}

/** Two pictures, each brought to `side` × `side`, side by side in one of that size, as PNG. */
export async function joinedPicture(
  left: Uint8Array,
  right: Uint8Array,
  side: number,
): Promise<Uint8Array> {
  const squares = await Promise.all([left, right].map((bytes) => square(bytes, side)));
  const { data, shape } = concatPictures(squares[0]!, squares[1]!);
  return png(ndarray(Uint8Array.from(data, Math.round), shape));
}

/** A mask as PNG: white where it is at least one half. */
export async function maskFile(mask: {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}): Promise<Uint8Array> {
  const [height, width] = mask.shape as [number, number];
  const data = Uint8Array.from(mask.data, (value) => (value >= 0.5 ? 255 : 0));
  return sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

async function decoded(source: AuditSource): Promise<NdArray<Uint8Array>> {
  const { picture, video } = source;
  if (picture !== undefined) return readPicture(picture);
  const { seconds } = await readSound(video!);
  for await (const frame of readFrames(video!, { times: [seconds / 2] })) return frame.picture;
  throw new Error(`There is no frame in the middle of ${video}.`);
}

async function square(bytes: Uint8Array, side: number): Promise<NdArray<Uint8Array>> {
  const { data, shape } = await readPicture(bytes);
  const [height, width] = shape as [number, number];
  if (width === side && height === side) return ndarray(data, shape);
  const resized = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(side, side, { fit: "fill", kernel: "lanczos3" })
    .raw()
    .toBuffer();
  return ndarray(new Uint8Array(resized), [side, side, 3]);
}

async function png({ data, shape }: NdArray<Uint8Array>): Promise<Uint8Array> {
  const [height, width] = shape as [number, number];
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
