import { monoWaveform } from "../media/mono-waveform.ts";
import { readPicture } from "../media/read-picture.ts";
import { readWav } from "../media/read-wav.ts";
import type { ScenePack } from "./scene-pack.ts";
import { openScenePackFolder } from "./scene-pack-folder.ts";

/** Hz: the rate at which the paper's spectrograms are taken. */
const SAMPLE_RATE = 22_050;

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
  const { manifest, read, decoding } = await openScenePackFolder("loadScenePack", folder);
  const { sounding, silent, backgrounds, farm } = manifest;
  checkDistinct([...sounding, ...silent].map((object) => object.class));
  checkDistinct(farm.map((photo) => photo.class));

  const picture = async (path: string, alpha: "keep" | "refuse") => {
    const bytes = await read(path);
    return decoding(path, () => readPicture(bytes, { alpha }));
  };
  const waveform = async (path: string): Promise<Float32Array> => {
    const bytes = await read(path);
    const mono = await decoding(path, () => monoWaveform(readWav(bytes), SAMPLE_RATE));
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

function checkDistinct(classes: readonly string[]): void {
  const twice = classes.find((entry, index) => classes.indexOf(entry) !== index);
  if (twice !== undefined) {
    throw new RangeError(
      `loadScenePack: expected every class once, got ${JSON.stringify(twice)} twice.`,
    );
  }
}
