import { copyFile, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { composeScene, loadScenePack, writeWav } from "@ssl/av-datasets";
import { demoDataFolder } from "@ssl/demo-data";
import sharp from "sharp";
import type { PageSample, PageSamples } from "./src/samples.ts";

/** Scenes to audit with: that many make the 30 pairs from which a verdict can be had. */
const SCENES = 60;
/** Pixels; the localizer sees 96, people like to see more. */
const SIDE = 256;
const TFJS_FILES = ["", "-simd", "-threaded-simd"].map((kind) => `tfjs-backend-wasm${kind}.wasm`);

/** Writes what the page loads by name into `folder`; `LOCALIZER` names another checkpoint. */
export async function gatherFiles(folder: URL): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(new URL("samples/", folder), { recursive: true });
  const tfjs = new URL("dist/", import.meta.resolve("@tensorflow/tfjs-backend-wasm/package.json"));
  for (const name of TFJS_FILES) await copyFile(new URL(name, tfjs), new URL(name, folder));
  const localizer = process.env.LOCALIZER ?? new URL("localizer.safetensors", demoDataFolder);
  await copyFile(localizer, new URL("localizer.safetensors", folder));
  const samples: PageSamples = {
    localizerBytes: (await stat(localizer)).size,
    scenes: await writeScenes(folder),
    photographs: await copyPhotographs(folder),
  };
  await writeFile(new URL("samples.json", folder), JSON.stringify(samples));
}

/** Scenes as `ssl demo` evaluates on, larger: none of them was trained on. */
async function writeScenes(folder: URL): Promise<PageSample[]> {
  const pack = await loadScenePack(demoDataFolder);
  const scenes: PageSample[] = [];
  for (let index = 0; index < SCENES; index++) {
    const which = { seed: 1, index, split: "test", side: SIDE, sounding: 1, silent: 1 } as const;
    const { picture, label, objects, box, waveform } = composeScene(pack, which);
    const name = `samples/scene-${index + 1}`;
    const raw = { width: SIDE, height: SIDE, channels: 3 } as const;
    const file = sharp(picture.data, { raw }).webp({ quality: 88 });
    await file.toFile(new URL(`${name}.webp`, folder).pathname);
    await writeFile(new URL(`${name}.wav`, folder), writeWav(waveform, pack.sampleRate));
    scenes.push({
      name: label,
      silent: objects.filter(({ sounding }) => !sounding).map((object) => object.class),
      picture: `${name}.webp`,
      sound: `${name}.wav`,
      box: [box.left / SIDE, box.top / SIDE, box.right / SIDE, box.bottom / SIDE],
    });
  }
  return scenes;
}

/** The pack's photographs with recordings of the same kind of animal, none of them composed. */
async function copyPhotographs(folder: URL): Promise<PageSample[]> {
  const { farm } = JSON.parse(await readFile(new URL("pack.json", demoDataFolder), "utf8")) as {
    farm: { class: string; picture: string; sound: string }[];
  };
  const photographs: PageSample[] = [];
  for (const { class: name, picture, sound } of farm) {
    const to = { picture: `samples/photo-${name}.jpg`, sound: `samples/photo-${name}.wav` };
    await copyFile(new URL(picture, demoDataFolder), new URL(to.picture, folder));
    await copyFile(new URL(sound, demoDataFolder), new URL(to.sound, folder));
    photographs.push({ name, silent: [], ...to });
  }
  return photographs;
}
