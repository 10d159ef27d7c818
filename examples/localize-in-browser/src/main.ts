import { createLocalizer, type Localization, localize, readCheckpoint } from "@ssl/ssl-core";
import { useBackend } from "@ssl/tfjs-backends";

const element = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const state = element<HTMLOutputElement>("state");

async function load(name: string): Promise<Blob> {
  const answer = await fetch(new URL(name, document.baseURI));
  if (!answer.ok) throw new Error(`load: expected ${name}, got ${answer.status}.`);
  return answer.blob();
}

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

/** The picture, darkened where the map is low; the browser interpolates the map. */
function show(canvas: HTMLCanvasElement, picture: ImageData, map: Localization["potential"]): void {
  const [height, width] = map.shape as [number, number];
  const least = Math.min(...map.data);
  const range = Math.max(...map.data) - least || 1;
  const shade = new ImageData(width, height);
  map.data.forEach((value, i) => {
    shade.data[4 * i + 3] = 230 * (1 - (value - least) / range);
  });
  const small = new OffscreenCanvas(width, height);
  small.getContext("2d")!.putImageData(shade, 0, 0);
  canvas.width = picture.width;
  canvas.height = picture.height;
  const context = canvas.getContext("2d")!;
  context.putImageData(picture, 0, 0);
  context.drawImage(small, 0, 0, picture.width, picture.height);
}

async function run(): Promise<void> {
  const backend = await useBackend("wasm", { wasmPath: document.baseURI });
  const bytes = new Uint8Array(await (await load("localizer.safetensors")).arrayBuffer());
  const { configuration, weights } = readCheckpoint(bytes);
  const localizer = createLocalizer(configuration, { weights });
  const inputs = {
    picture: element<HTMLInputElement>("picture"),
    sound: element<HTMLInputElement>("sound"),
  };

  const update = async (): Promise<void> => {
    const picture = await pixels(inputs.picture.files?.[0] ?? (await load("cow.jpg")));
    const sound = await samples(inputs.sound.files?.[0] ?? (await load("cow.wav")));
    const start = performance.now();
    const [maps] = await localize(localizer, [{ picture, sound }]);
    const took = performance.now() - start;
    show(element("potential"), picture, maps!.potential);
    show(element("localization"), picture, maps!.localization);
    state.value = `Localized in ${took.toFixed(0)} ms on ${backend.name}.`;
  };
  for (const input of Object.values(inputs)) input.onchange = () => update().catch(report);
  await update();
}

function report(error: unknown): void {
  state.value = error instanceof Error ? error.message : String(error);
}

run().catch(report);
