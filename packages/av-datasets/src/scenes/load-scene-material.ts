import { createHash } from "node:crypto";
import ndarray, { type NdArray } from "ndarray";
import sharp from "sharp";
import { monoWaveform } from "../media/mono-waveform.ts";
import { readPicture } from "../media/read-picture.ts";
import { readWav } from "../media/read-wav.ts";
import type { PictureLike } from "../types.ts";
import type { SceneMaterial } from "./scene-material.ts";
import { openScenePackFolder } from "./scene-pack-folder.ts";

/** For which scenes a pack is read. */
export interface LoadSceneMaterialOptions {
  /** Rate of the waveforms, in Hz. @default 22050 */
  readonly sampleRate?: number;
  /**
   * Side of the scenes to come, in pixels: pictures that are larger than such a scene can show are
   * made smaller once, here.
   *
   * @default 256
   */
  readonly side?: number;
}

/** Files that are decoded at a time. */
const AT_ONCE = 8;
/** Of the scene's side: the longest side of a cut-out, and the shorter one of a background. */
const LARGEST_CUT_OUT = 2;
const LARGEST_BACKGROUND = 2.5;
/** Up to this opacity, of 255, the borders of a cut-out are cut off. */
const FAINT = 40;
/** Of the peak: below it, the ends of a recording are taken for silence. */
const TRIM = 0.02;

/**
 * Reads a pack's folder for benchmark scenes, and decodes all of it into memory.
 *
 * Not in the paper. The folder is one that `loadScenePack` reads, in which several cut-outs may be
 * of one class; their faint borders are cut off. Recordings are mixed to one channel and resampled, their mean is removed and their
 * ends trimmed at 2 % of the peak.
 *
 * @param folder - the folder's path or `file:` URL
 * @param options - rate and size of the scenes that it is for
 * @returns the material; the caller's own
 * @throws RangeError if the manifest is of another form, a path leaves the folder, a recording is
 * silent, nothing of a cut-out is seen, a class is named among those that sound and those that do
 * not, or two classes share a file
 * @throws Error with its cause if a file is missing or cannot be decoded
 * @example
 * ```ts
 * import { loadSceneMaterial } from "@ssl/av-datasets";
 * import { demoDataFolder } from "@ssl/demo-data";
 *
 * const material = await loadSceneMaterial(demoDataFolder);
 * console.log(material.sounding.length, material.backgrounds.length); // 24 16
 * ```
 */
export async function loadSceneMaterial(
  folder: URL | string,
  { sampleRate = 22_050, side = 256 }: LoadSceneMaterialOptions = {},
): Promise<SceneMaterial> {
  const { manifest, read, decoding } = await openScenePackFolder("loadSceneMaterial", folder);
  const { sounding, silent, backgrounds } = manifest;
  checkClasses(sounding, silent);
  const files: Record<string, string> = {};
  const readFile = async (path: string): Promise<Uint8Array> => {
    const bytes = await read(path);
    files[path] = createHash("sha256").update(bytes).digest("hex");
    return bytes;
  };
  await readFile("pack.json");

  const cutOut = async (file: string): Promise<PictureLike> => {
    const bytes = await readFile(file);
    const whole = await decoding(file, () => readPicture(bytes, { alpha: "keep" }));
    const picture = cropped(whole, file);
    return reduced(picture, Math.max(...picture.shape.slice(0, 2)), LARGEST_CUT_OUT * side);
  };
  const ground = async (file: string): Promise<PictureLike> => {
    const bytes = await readFile(file);
    const picture = await decoding(file, () => readPicture(bytes));
    return reduced(picture, Math.min(...picture.shape.slice(0, 2)), LARGEST_BACKGROUND * side);
  };
  const waveform = async (file: string): Promise<Float32Array> => {
    const bytes = await readFile(file);
    const mono = await decoding(file, () => monoWaveform(readWav(bytes), sampleRate));
    const trimmed = withoutSilence(mono.data);
    if (trimmed.length === 0) {
      throw new RangeError(
        `loadSceneMaterial: expected recordings that are heard, got digital silence in ${file}.`,
      );
    }
    return trimmed;
  };
  const material: SceneMaterial = {
    sampleRate,
    sounding: await inTurn(sounding, async ({ class: name, picture, sound }) => ({
      class: name,
      file: picture,
      picture: await cutOut(picture),
      sound,
      waveform: await waveform(sound),
    })),
    silent: await inTurn(silent, async ({ class: name, picture }) => ({
      class: name,
      file: picture,
      picture: await cutOut(picture),
    })),
    backgrounds: await inTurn(backgrounds, async ({ picture }) => ({
      file: picture,
      picture: await ground(picture),
    })),
    // In the order of the paths, whatever was read first.
    files: Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  checkContent(material);
  return material;
}

/** Scenes must not hold an object of which it is open whether it sounds. */
function checkClasses(
  sounding: readonly { readonly class: string }[],
  silent: readonly { readonly class: string }[],
): void {
  const both = silent.find((object) => sounding.some((other) => other.class === object.class));
  if (both !== undefined) {
    throw new RangeError(
      "loadSceneMaterial: expected classes that sound or do not, " +
        `got ${JSON.stringify(both.class)} among both.`,
    );
  }
}

/** Nor two objects that look or sound the same under different names. */
function checkContent({ sounding, silent, files }: SceneMaterial): void {
  const owners = new Map<string, { readonly class: string; readonly file: string }>();
  const entries = [
    ...sounding.flatMap((object) => [object, { class: object.class, file: object.sound }]),
    ...silent,
  ];
  for (const { class: name, file } of entries) {
    const content = files[file]!;
    const owner = owners.get(content);
    if (owner !== undefined && owner.class !== name) {
      throw new RangeError(
        "loadSceneMaterial: expected cut-outs and recordings of their own for every class, " +
          `got the same bytes in ${owner.file} (${owner.class}) and ${file} (${name}). ` +
          "Leave one out, or give both entries the same class.",
      );
    }
    owners.set(content, { class: name, file });
  }
}

/** The part of a cut-out that is more than a sixth opaque, newly allocated. */
function cropped(cutOut: NdArray<Uint8Array>, file: string): NdArray<Uint8Array> {
  const [height, width] = cutOut.shape as [number, number];
  const bounds = { left: width, top: height, right: 0, bottom: 0 };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (cutOut.data[4 * (y * width + x) + 3]! <= FAINT) continue;
      bounds.left = Math.min(bounds.left, x);
      bounds.right = Math.max(bounds.right, x + 1);
      bounds.top = Math.min(bounds.top, y);
      bounds.bottom = y + 1;
    }
  }
  if (bounds.right === 0) {
    throw new RangeError(
      `loadSceneMaterial: expected cut-outs of which something is seen, got none of ${file}.`,
    );
  }
  const wide = bounds.right - bounds.left;
  const tall = bounds.bottom - bounds.top;
  const data = new Uint8Array(4 * wide * tall);
  for (let y = 0; y < tall; y++) {
    const from = 4 * ((bounds.top + y) * width + bounds.left);
    data.set(cutOut.data.subarray(from, from + 4 * wide), 4 * wide * y);
  }
  return ndarray(data, [tall, wide, 4]);
}

/** The picture, at most so large that `length`, one of its sides or its longest, is `most`. */
async function reduced(
  picture: NdArray<Uint8Array>,
  length: number,
  most: number,
): Promise<PictureLike> {
  if (length <= most) return picture;
  const [height, width, channels] = picture.shape as [number, number, 3 | 4];
  const size = {
    width: Math.max(1, Math.round((width * most) / length)),
    height: Math.max(1, Math.round((height * most) / length)),
  };
  const { data } = await sharp(picture.data, { raw: { width, height, channels } })
    .resize({ ...size, fit: "fill" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    data: new Uint8Array(data),
    shape: [size.height, size.width, channels],
    stride: [size.width * channels, channels, 1],
    offset: 0,
  };
}

/** A copy without its mean and without what is below 2 % of the peak at its ends. */
function withoutSilence(waveform: Float32Array): Float32Array {
  let mean = 0;
  for (let i = 0; i < waveform.length; i++) mean += waveform[i]! / waveform.length;
  const centred = waveform.map((sample) => sample - mean);
  let peak = 0;
  for (let i = 0; i < centred.length; i++) peak = Math.max(peak, Math.abs(centred[i]!));
  const heard = (sample: number): boolean => Math.abs(sample) > TRIM * peak;
  const first = centred.findIndex(heard);
  return first < 0 ? new Float32Array(0) : centred.slice(first, centred.findLastIndex(heard) + 1);
}

/** Does the same with every entry, a few at a time. */
async function inTurn<T, R>(entries: readonly T[], work: (entry: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let start = 0; start < entries.length; start += AT_ONCE) {
    done.push(...(await Promise.all(entries.slice(start, start + AT_ONCE).map(work))));
  }
  return done;
}
