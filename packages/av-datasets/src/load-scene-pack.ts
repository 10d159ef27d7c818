import { readFile, realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { monoWaveform } from "./mono-waveform.ts";
import { readPicture } from "./read-picture.ts";
import { readWav } from "./read-wav.ts";
import type { ScenePack } from "./scene-pack.ts";

/** Hz: the rate at which the paper's spectrograms are taken. */
const SAMPLE_RATE = 22_050;

const pixels = z.number().min(0);
const name = z.string().min(1);
const silentObject = z.object({ class: name, picture: name });
const soundingObject = silentObject.extend({ sound: name });
const box = z
  .object({ left: pixels, top: pixels, right: pixels, bottom: pixels })
  .refine(({ left, top, right, bottom }) => left < right && top < bottom, {
    message: "Invalid box: expected left < right and top < bottom",
  });
const manifest = z.object({
  version: z.literal(1),
  sounding: z.array(soundingObject).min(1),
  silent: z.array(silentObject).default([]),
  backgrounds: z.array(z.object({ picture: name })).min(1),
  farm: z.array(soundingObject.extend({ boxes: z.array(box).min(1) })).default([]),
});

/**
 * Reads a folder of cut-outs, recordings and backgrounds, and decodes all of it into memory.
 *
 * Not in the paper. The folder's `pack.json` names the files, by paths that stay in the folder;
 * the README shows its form. Recordings are mixed to one channel and resampled to 22 050 Hz.
 *
 * @param folder - the folder's path or `file:` URL
 * @returns the pack; the caller's own
 * @throws RangeError if the manifest is of another form, a class is named twice, a path leaves the
 * folder or half of a recording is silent
 * @throws Error with its cause if a file is missing or cannot be decoded
 * @example
 * ```ts
 * import { loadScenePack } from "@ssl/av-datasets";
 * import { demoDataFolder } from "@ssl/demo-data";
 *
 * const pack = await loadScenePack(demoDataFolder);
 * console.log(pack.sounding.length, pack.backgrounds.length); // 24 16
 * ```
 */
export async function loadScenePack(folder: URL | string): Promise<ScenePack> {
  const root = await rootOf(folder);
  const text = await readInside(root, "pack.json").then((bytes) => new TextDecoder().decode(bytes));
  const { sounding, silent, backgrounds, farm } = parseManifest(text);
  checkDistinct([...sounding, ...silent].map((object) => object.class));
  checkDistinct(farm.map((photo) => photo.class));

  const picture = async (path: string, alpha: "keep" | "refuse") =>
    naming(path, readPicture(await readInside(root, path), { alpha }));
  const waveform = async (path: string): Promise<Float32Array> => {
    const bytes = await readInside(root, path);
    const mono = await naming(
      path,
      Promise.resolve().then(() => monoWaveform(readWav(bytes), SAMPLE_RATE)),
    );
    const half = mono.data.length >> 1;
    for (const part of [mono.data.subarray(0, half), mono.data.subarray(half)]) {
      if (!part.some((sample) => sample !== 0)) {
        throw new RangeError(
          "loadScenePack: expected a recording that is heard in both of its halves, " +
            `got digital silence in ${path}.`,
        );
      }
    }
    return mono.data;
  };
  return {
    sampleRate: SAMPLE_RATE,
    sounding: await Promise.all(
      sounding.map(async (object) => ({
        class: object.class,
        picture: await picture(object.picture, "keep"),
        waveform: await waveform(object.sound),
      })),
    ),
    silent: await Promise.all(
      silent.map(async (object) => ({
        class: object.class,
        picture: await picture(object.picture, "keep"),
      })),
    ),
    backgrounds: await Promise.all(backgrounds.map((entry) => picture(entry.picture, "refuse"))),
    farm: await Promise.all(
      farm.map(async (photo) => ({
        class: photo.class,
        picture: await picture(photo.picture, "refuse"),
        waveform: await waveform(photo.sound),
        boxes: photo.boxes,
      })),
    ),
  };
}

async function rootOf(folder: URL | string): Promise<string> {
  const path = folder instanceof URL ? fileURLToPath(folder) : folder;
  try {
    return await realpath(path);
  } catch (cause) {
    throw new Error(`loadScenePack: expected a folder, got ${path}.`, { cause });
  }
}

/** Reads a file of the folder, whatever links stand in between, and no other. */
async function readInside(root: string, path: string): Promise<Uint8Array> {
  let place = resolve(root, path);
  if (place.startsWith(root + sep)) {
    try {
      place = await realpath(place);
    } catch (cause) {
      throw new Error(`loadScenePack: expected ${path} in the folder, got no such file.`, {
        cause,
      });
    }
  }
  if (!place.startsWith(root + sep)) {
    throw new RangeError(
      `loadScenePack: expected paths that stay in the folder, got ${JSON.stringify(path)}.`,
    );
  }
  try {
    return await readFile(place);
  } catch (cause) {
    throw new Error(`loadScenePack: expected ${path} to be a readable file.`, { cause });
  }
}

function parseManifest(text: string): z.infer<typeof manifest> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error("loadScenePack: expected pack.json to be JSON.", { cause });
  }
  const result = manifest.safeParse(json);
  if (result.success) return result.data;
  throw new RangeError(
    `loadScenePack: expected pack.json of the form in the README, got:\n${z.prettifyError(result.error)}`,
  );
}

function checkDistinct(classes: readonly string[]): void {
  const twice = classes.find((entry, index) => classes.indexOf(entry) !== index);
  if (twice !== undefined) {
    throw new RangeError(
      `loadScenePack: expected every class once, got ${JSON.stringify(twice)} twice.`,
    );
  }
}

/** Adds the file's name to what goes wrong with it. */
async function naming<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new Error(`loadScenePack: cannot decode ${path}.`, { cause });
  }
}
