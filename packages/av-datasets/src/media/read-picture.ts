import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ndarray, { type NdArray } from "ndarray";
import sharp from "sharp";
import { checkPng, isPng } from "./check-png.ts";

/** How `readPicture` treats orientation and transparency. */
export interface ReadPictureOptions {
  /**
   * Whether the turn that EXIF states is made; `"ignore"`: the pixels as they are stored.
   *
   * @default "apply"
   */
  readonly orientation?: "apply" | "ignore";
  /**
   * `"refuse"`: a pixel that is not opaque is an error; `"keep"`: four channels, RGBA, are
   * returned, opaque ones where the file has no alpha; a `background` colour: RGB laid over it.
   *
   * @default "refuse"
   */
  readonly alpha?:
    | "refuse"
    | "keep"
    | {
        /** Red, green and blue, 0 … 255. */
        readonly background: readonly [red: number, green: number, blue: number];
      };
}

/**
 * Decodes a picture file (JPEG, PNG, WebP, GIF, TIFF, AVIF) to 8-bit sRGB.
 *
 * The orientation that EXIF states is applied unless it is to be ignored, an embedded colour profile
 * is converted to sRGB, grey and CMYK become RGB, of 16 bits the upper 8 are kept. Of an animated GIF
 * or WebP the first frame is returned. A cut or damaged file is refused, not shown in part, and so is
 * a TIFF of several pages.
 *
 * @param source - the file's bytes, its path or its `file:` URL
 * @param options - what to do with orientation and transparency
 * @returns [height, width, 3], with `alpha: "keep"` [height, width, 4], 0 … 255, row-major; the
 * caller's own
 * @throws RangeError if the picture has transparent pixels and `alpha` is `"refuse"`, or several
 * pages
 * @throws Error with its cause if the file cannot be read or decoded
 * @example
 * ```ts
 * import { readPicture } from "@ssl/av-datasets";
 * import { demoDataFolder } from "@ssl/demo-data";
 *
 * const picture = await readPicture(new URL("farm/owl.jpg", demoDataFolder));
 * console.log(picture.shape); // [ 256, 384, 3 ]
 * ```
 */
export async function readPicture(
  source: Uint8Array | string | URL,
  { orientation = "apply", alpha = "refuse" }: ReadPictureOptions = {},
): Promise<NdArray<Uint8Array>> {
  const name = source instanceof Uint8Array ? `${source.length} bytes` : String(source);
  const { data, width, height, pages, animated } = await decode(source, name, orientation);
  if (pages > 1 && !animated) {
    throw new RangeError(
      `readPicture: expected a picture of one page, got ${pages} pages in ${name}. ` +
        "Extract the page that is meant.",
    );
  }
  if (alpha === "keep") return ndarray(data, [height, width, 4]);
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const opacity = data[4 * pixel + 3]!;
    if (opacity === 255) {
      rgb[3 * pixel] = data[4 * pixel]!;
      rgb[3 * pixel + 1] = data[4 * pixel + 1]!;
      rgb[3 * pixel + 2] = data[4 * pixel + 2]!;
      continue;
    }
    if (alpha === "refuse") {
      throw new RangeError(
        `readPicture: expected an opaque picture, got alpha ${opacity} at column ` +
          `${pixel % width}, row ${Math.floor(pixel / width)} of ${name}. ` +
          "Pass alpha: { background: [red, green, blue] } to lay it over a colour.",
      );
    }
    for (let channel = 0; channel < 3; channel++) {
      const value = data[4 * pixel + channel]!;
      const behind = alpha.background[channel]!;
      rgb[3 * pixel + channel] = Math.round(behind + ((value - behind) * opacity) / 255);
    }
  }
  return ndarray(rgb, [height, width, 3]);
}

/** Decodes to RGBA. */
async function decode(
  source: Uint8Array | string | URL,
  name: string,
  orientation: "apply" | "ignore",
): Promise<{ data: Uint8Array; width: number; height: number; pages: number; animated: boolean }> {
  try {
    const bytes = source instanceof Uint8Array ? source : await fileBytes(source);
    if (isPng(bytes)) await checkPng(bytes);
    const input = sharp(bytes);
    const { pages = 1, format } = await input.metadata();
    const { data, info } = await (orientation === "apply" ? input.autoOrient() : input)
      .toColourspace("srgb")
      .ensureAlpha()
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    const animated = format === "gif" || format === "webp";
    return { data: new Uint8Array(data), width: info.width, height: info.height, pages, animated };
  } catch (cause) {
    throw new Error(`readPicture: expected a whole picture file, got ${name}.`, { cause });
  }
}

async function fileBytes(source: string | URL): Promise<Uint8Array> {
  const path = source instanceof URL ? fileURLToPath(source) : source;
  const status = await stat(path).catch(() => undefined);
  if (status === undefined) throw new Error(`Input file is missing: ${path}`);
  if (!status.isFile()) throw new Error(`Input file is a folder or a device: ${path}`);
  return readFile(path);
}
