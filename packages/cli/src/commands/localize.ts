import { join, resolve } from "node:path";
import { readPicture, readSound } from "@ssl/av-datasets";
import { localize, type Picture } from "@ssl/ssl-core";
import type { BackendName } from "@ssl/tfjs-backends";
import type { Command } from "commander";
import { loadLocalizer, shippedLocalizer } from "../load-localizer.ts";
import { outputFolder } from "../output-folder.ts";
import { overlay, writePng } from "../overlay-files.ts";
import { startBackend } from "../start-backend.ts";
import { writeWholeFile } from "../write-whole-file.ts";
import { backendOption } from "./options.ts";

interface LocalizeOptions {
  readonly checkpoint?: string;
  readonly out: string;
  readonly backend: BackendName;
  readonly json: boolean;
}

/** Adds `ssl localize`. */
export function addLocalize(program: Command): void {
  program
    .command("localize")
    .summary("find a sound in a picture")
    .description(
      "Finds the source of a sound in a picture. Writes overlay.png (picture, potential map, " +
        "localization map) and maps.json (both maps, rows of numbers that sum to 1).",
    )
    .argument("<picture>", "JPEG, PNG, WebP or GIF")
    .argument(
      "<sound>",
      "WAV, mp3, Ogg, FLAC; with ffmpeg anything else, also a film; at least 0.35 s",
    )
    .option("--checkpoint <file>", "a trained localizer; the shipped one if left out")
    .option("--out <dir>", "where the files go", "ssl-localize")
    .addOption(backendOption())
    .option("--json", "print the maps as JSON", false)
    .action(localizeFiles);
}

async function localizeFiles(
  pictureFile: string,
  soundFile: string,
  options: LocalizeOptions,
): Promise<void> {
  const picture = await readRgb(pictureFile);
  const sound = { waveform: await readMono(soundFile), sampleRate: SAMPLE_RATE };
  const folder = await outputFolder(options.out);
  await startBackend(options.backend);
  const localizer = await loadLocalizer(options.checkpoint ?? shippedLocalizer);
  try {
    const [maps] = await localize(localizer, [{ picture, sound }]);
    const { potential, localization } = maps!;
    const rows = (map: typeof potential): number[][] =>
      Array.from({ length: map.shape[0]! }, (_, y) =>
        Array.from({ length: map.shape[1]! }, (_, x) => map.get(y, x)),
      );
    const json = `${JSON.stringify({ potential: rows(potential), localization: rows(localization) })}\n`;
    const overlayFile = join(folder, "overlay.png");
    const mapsFile = join(folder, "maps.json");
    await writePng(overlayFile, await overlay([{ picture, boxes: [] }], [maps!]));
    await writeWholeFile(mapsFile, json);
    if (options.json) process.stdout.write(json);
    process.stderr.write(`Picture: ${overlayFile}\nMaps:    ${mapsFile}\n`);
  } finally {
    localizer.dispose();
  }
}

const SAMPLE_RATE = 22_050;

/** 16 frames of 511 samples, the fewest that the sound network takes. */
const LEAST_SAMPLES = 15 * 511;

async function readRgb(file: string): Promise<Picture> {
  try {
    const { data, shape } = await readPicture(resolve(file), { alpha: "refuse" });
    const [height, width] = shape as [number, number];
    return { data, width, height };
  } catch (cause) {
    throw new Error(
      `localize: expected an opaque picture, got ${file}. Convert it first, for example with ImageMagick: magick IN -flatten OUT.png.`,
      { cause },
    );
  }
}

async function readMono(file: string): Promise<Float32Array> {
  const sound = await readSound(resolve(file), { sampleRate: SAMPLE_RATE });
  const waveform = sound.waveform.data;
  if (waveform.length < LEAST_SAMPLES) {
    const seconds = (waveform.length / SAMPLE_RATE).toFixed(2);
    throw new RangeError(
      `localize: expected a sound of at least 0.35 s, got ${seconds} s in ${file}. Give a longer recording, or repeat it.`,
    );
  }
  return waveform;
}
