import sharp from "sharp";
import { refuse } from "../refuse.ts";

/** A PNG's values as they stand in the file: colour profiles are not applied. */
export interface PngPixels {
  /** Rows. */
  readonly height: number;
  /** Columns. */
  readonly width: number;
  /** Values a pixel: red, green and blue, all equal in a grey picture. */
  readonly channels: 3;
  /** Row-major, of `channels` values each. */
  readonly data: Uint8Array | Uint16Array;
}

/** Decodes a PNG of 1 … 16 bits that is opaque throughout. */
export async function decodePng(
  caller: string,
  bytes: Uint8Array,
  path: string,
): Promise<PngPixels> {
  const { data, width, height, channels } = await decode(caller, bytes, path);
  if (channels === 3) return { data, width, height, channels };
  const opaque = data instanceof Uint16Array ? 65_535 : 255;
  const pixels = width * height;
  const rgb = data.subarray(0, 3 * pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const opacity = data[channels * pixel + 3]!;
    if (opacity !== opaque) {
      const place = `row ${Math.floor(pixel / width)}, column ${pixel % width}`;
      refuse(
        caller,
        `an opaque PNG in ${path}`,
        `alpha ${opacity} at ${place}`,
        "Save it without alpha.",
      );
    }
    for (let channel = 0; channel < 3; channel++) {
      rgb[3 * pixel + channel] = data[channels * pixel + channel]!;
    }
  }
  return { data: rgb, width, height, channels: 3 };
}

/** Decodes to three channels or, with alpha, four. */
async function decode(
  caller: string,
  bytes: Uint8Array,
  path: string,
): Promise<{ data: Uint8Array | Uint16Array; width: number; height: number; channels: number }> {
  let format: string | undefined;
  try {
    const input = sharp(bytes, { ignoreIcc: true });
    const metadata = await input.metadata();
    format = metadata.format;
    if (format === "png") {
      const wide = metadata.depth === "ushort";
      const { data, info } = await input
        .toColourspace(wide ? "rgb16" : "srgb")
        .raw({ depth: wide ? "ushort" : "uchar" })
        .toBuffer({ resolveWithObject: true });
      const own = new Uint8Array(data);
      const { width, height, channels } = info;
      return { data: wide ? new Uint16Array(own.buffer) : own, width, height, channels };
    }
  } catch (cause) {
    refuse(caller, `a whole PNG in ${path}`, "one that cannot be decoded", "", cause);
  }
  return refuse(caller, `a PNG in ${path}`, `${format ?? "another format"}`, "Convert it to PNG.");
}
