import { createLocalizer, localize, readCheckpoint } from "@ssl/ssl-core";
import { useBackend } from "@ssl/tfjs-backends";
import { showMap } from "./show-map.ts";

const element = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const state = element<HTMLOutputElement>("state");
const inputs = [element<HTMLInputElement>("picture"), element<HTMLInputElement>("sound")] as const;

const load = async (name: string): Promise<Blob> => (await fetch(name)).blob();

async function pixels(file: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(file);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
  context.fillRect(0, 0, bitmap.width, bitmap.height); // transparent pixels become black
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

/** Decoded at 48 kHz, above most files' rates: browsers alias on the way down, `localize` does not. */
async function samples(file: Blob): Promise<AudioBuffer> {
  return new OfflineAudioContext(1, 1, 48_000).decodeAudioData(await file.arrayBuffer());
}

async function start(): Promise<void> {
  const backend = await useBackend("wasm", { wasmPath: document.baseURI });
  const bytes = new Uint8Array(await (await load("localizer.safetensors")).arrayBuffer());
  const { configuration, weights } = readCheckpoint(bytes);
  const localizer = createLocalizer(configuration, { weights });
  const update = async (): Promise<void> => {
    const [pictureFile, soundFile] = inputs.map(({ files }) => files?.[0]);
    const picture = await pixels(pictureFile ?? (await load("cow.jpg")));
    const sound = await samples(soundFile ?? (await load("cow.wav")));
    const begin = performance.now();
    const [maps] = await localize(localizer, [{ picture, sound }]);
    state.value = `Localized in ${(performance.now() - begin).toFixed(0)} ms on ${backend.name}.`;
    showMap(element("potential"), picture, maps!.potential);
    showMap(element("localization"), picture, maps!.localization);
  };
  for (const input of inputs) input.onchange = () => update().catch(report);
  await update();
}

function report(error: Error): void {
  state.value = error.message;
}

start().catch(report);
