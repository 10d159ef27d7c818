import { fileURLToPath } from "node:url";
import ndarray, { type NdArray } from "ndarray";
import sharp from "sharp";

/** How `readPicture` treats transparency. */
export interface ReadPictureOptions {
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
 * The orientation that EXIF states is applied, an embedded colour profile is converted to sRGB,
 * grey and CMYK become RGB, 16 bits become 8. A cut or damaged file is refused, not shown in part,
 * and so is one of several pages.
 *
 * @param source - the file's bytes, its path or its `file:` URL
 * @param options - what to do with transparency
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
  { alpha = "refuse" }: ReadPictureOptions = {},
): Promise<NdArray<Uint8Array>> {
  const name = source instanceof Uint8Array ? `${source.length} bytes` : String(source);
  const { data, width, height, pages } = await decode(source, name);
  if (pages > 1) {
    throw new RangeError(
      `readPicture: expected a picture of one page, got ${pages} pages in ${name}. ` +
        "Extract the page that is meant.",
    );
  }
  if (alpha === "keep") return ndarray(data, [height, width, 4]);
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const opacity = data[4 * pixel + 3]!;
    if (opacity < 255 && alpha === "refuse") {
      throw new RangeError(
        `readPicture: expected an opaque picture, got alpha ${opacity} at column ` +
          `${pixel % width}, row ${Math.floor(pixel / width)} of ${name}. ` +
          "Pass alpha: { background: [red, green, blue] } to lay it over a colour.",
      );
    }
    for (let channel = 0; channel < 3; channel++) {
      const value = data[4 * pixel + channel]!;
      const behind = alpha === "refuse" ? 0 : alpha.background[channel]!;
      rgb[3 * pixel + channel] = Math.round(behind + ((value - behind) * opacity) / 255);
    }
  }
  return ndarray(rgb, [height, width, 3]);
}

/** Decodes to RGBA. */
async function decode(
  source: Uint8Array | string | URL,
  name: string,
): Promise<{ data: Uint8Array; width: number; height: number; pages: number }> {
  try {
    const input = sharp(source instanceof URL ? fileURLToPath(source) : source);
    const { pages = 1 } = await input.metadata();
    const { data, info } = await input
      .autoOrient()
      .toColourspace("srgb")
      .ensureAlpha()
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return { data: new Uint8Array(data), width: info.width, height: info.height, pages };
  } catch (cause) {
    throw new Error(`readPicture: expected a whole picture file, got ${name}.`, { cause });
  }
}
