import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { monoWaveform, readPicture, readWav } from "@ssl/av-datasets";
import { localize, type Picture } from "@ssl/ssl-core";
import type { BackendName } from "@ssl/tfjs-backends";
import type { Command } from "commander";
import { loadLocalizer, shippedLocalizer } from "../load-localizer.ts";
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
      "Finds the source of a sound in a picture. Writes overlay.png (picture, potential map,\n" +
        "localization map) and maps.json (both maps, rows of numbers that sum to 1).",
    )
    .argument("<picture>", "JPEG, PNG, WebP or GIF")
    .argument("<sound>", "WAV of any rate, at least 0.35 s")
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
  const rgb = await readPicture(resolve(pictureFile), { alpha: "refuse" });
  const [height, width] = rgb.shape as [number, number];
  const picture: Picture = { data: rgb.data, width, height };
  const sound = { waveform: await readMono(soundFile), sampleRate: 22_050 };
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
    const folder = resolve(options.out);
    await mkdir(folder, { recursive: true });
    const overlayFile = join(folder, "overlay.png");
    const mapsFile = join(folder, "maps.json");
    await writePng(overlayFile, await overlay(localizer, [{ picture, sound, boxes: [] }]));
    await writeWholeFile(mapsFile, json);
    if (options.json) process.stdout.write(json);
    process.stderr.write(`Picture: ${overlayFile}\nMaps:    ${mapsFile}\n`);
  } finally {
    localizer.dispose();
  }
}

async function readMono(file: string): Promise<Float32Array> {
  const bytes = await readFile(resolve(file)).catch((cause: unknown) => {
    throw new Error(`localize: cannot read ${file}.`, { cause });
  });
  try {
    return monoWaveform(readWav(bytes)).data;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `localize: expected ${file} to be a WAV file: ${reason} Convert other formats first, for example with ffmpeg -i IN OUT.wav.`,
      { cause },
    );
  }
}
