import { join } from "node:path";
import { type Box, minMax, upsampleMap } from "@ssl/metrics-ciou";
import {
  contactSheet,
  framedBoxes,
  type GallerySection,
  galleryPage,
  heatmapOverlay,
  type RgbPicture,
} from "@ssl/report";
import { type Localization, type Localizer, localize, type Picture } from "@ssl/ssl-core";
import ndarray, { type NdArray } from "ndarray";
import sharp from "sharp";
import type { NamedSample, NamedSet } from "./scene-sets.ts";
import { writeWholeFile } from "./write-whole-file.ts";

/** Height of each picture of an overlay file, in pixels; its width keeps the picture's shape. */
const TILE_HEIGHT = 240;
const GREEN = [40, 220, 80] as const;

/** A set to draw: each file shows `together` samples, which share one picture. */
export interface OverlayChapter {
  readonly title: string;
  /** Names the files. */
  readonly stem: string;
  readonly set: NamedSet;
  /** 1, or 2 for concat-and-localize: one picture with either sound. */
  readonly together: 1 | 2;
  /** How many files at most. */
  readonly files: number;
}

/**
 * Draws samples of several sets into a folder, with a page that shows them all.
 *
 * @param localizer - borrowed
 * @param chapters - what to draw
 * @param folder - is there
 * @returns the path of the page
 */
export async function writeOverlays(
  localizer: Localizer,
  chapters: readonly OverlayChapter[],
  folder: string,
): Promise<string> {
  const sections: GallerySection[] = [];
  for (const { title, stem, set, together, files } of chapters) {
    const entries = [];
    const count = Math.min(files, Math.floor(set.length / together));
    for (let i = 0; i < count; i++) {
      const samples = Array.from({ length: together }, (_, j) => set.sample(i * together + j));
      const file = `${stem}-${String(i + 1).padStart(3, "0")}.png`;
      const maps = await localize(localizer, samples);
      await writePng(join(folder, file), await overlay(samples, maps));
      entries.push({ file, caption: samples.map(({ caption }) => caption).join("; then ") });
    }
    const maps = together === 1 ? "localization map" : "localization map for either sound";
    sections.push({
      title,
      legend: `Left to right: picture with the source's box, potential map, ${maps}.`,
      entries,
    });
  }
  const page = join(folder, "index.html");
  await writeWholeFile(page, galleryPage("Potential and localization maps", sections));
  return page;
}

/**
 * Draws a picture, its potential map, and the localization map of each sound, side by side.
 *
 * @param samples - one picture with its sounds, one sample each
 * @param maps - of each sample
 * @returns RGB bytes; the caller's own
 */
export async function overlay(
  samples: readonly Pick<NamedSample, "picture" | "boxes">[],
  maps: readonly Localization[],
): Promise<RgbPicture> {
  const { picture } = samples[0]!;
  const tile = await scaled(picture);
  const [height, width] = tile.shape as [number, number];
  const scale = (box: Box): Box => ({
    left: (box.left * width) / picture.width,
    right: (box.right * width) / picture.width,
    top: (box.top * height) / picture.height,
    bottom: (box.bottom * height) / picture.height,
  });
  const heat = (map: NdArray<Float32Array>, boxes: readonly Box[]): RgbPicture => {
    const large = minMax(upsampleMap(map, { height, width }));
    return framed(heatmapOverlay(tile, large, { opacity: 0.6 }), boxes);
  };
  const framed = (rgb: RgbPicture, boxes: readonly Box[]): RgbPicture =>
    framedBoxes(rgb, boxes.map(scale), { colour: GREEN, line: 2 });
  const every = samples.flatMap(({ boxes }) => boxes);
  return contactSheet(
    [
      [
        framed(tile, every),
        heat(maps[0]!.potential, every),
        ...samples.map(({ boxes }, i) => heat(maps[i]!.localization, boxes)),
      ],
    ],
    6,
  );
}

/** Writes a picture as PNG, whole or not at all. */
export async function writePng(path: string, picture: RgbPicture): Promise<void> {
  const [height, width] = picture.shape as [number, number];
  const raw = { width, height, channels: 3 as const };
  await writeWholeFile(path, await sharp(picture.data, { raw }).png().toBuffer());
}

/** The picture as RGB bytes, `TILE_HEIGHT` high. */
async function scaled(picture: Picture): Promise<RgbPicture> {
  const { width, height, data } = picture;
  const channels = data.length === width * height * 4 ? 4 : 3;
  const tileWidth = Math.max(1, Math.round((width * TILE_HEIGHT) / height));
  const bytes = await sharp(data, { raw: { width, height, channels } })
    .removeAlpha()
    .resize(tileWidth, TILE_HEIGHT, { fit: "fill", kernel: "lanczos3" })
    .raw()
    .toBuffer();
  return ndarray(new Uint8Array(bytes), [TILE_HEIGHT, tileWidth, 3]);
}
