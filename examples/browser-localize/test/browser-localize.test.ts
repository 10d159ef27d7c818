import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readSound, writeWav } from "@ssl/av-datasets";
import { demoDataFolder } from "@ssl/demo-data";
import { createLocalizer, paperConfiguration, writeCheckpoint } from "@ssl/ssl-core";
import { useBackend } from "@ssl/tfjs-backends";
import type { Browser } from "playwright-core";
import sharp from "sharp";
import { build, type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fakeDevices, openChromium, softwareGraphics } from "../open-chromium.mjs";
import config from "../vite.config.ts";
import { type Visitor, visit } from "./visitor.ts";

const demoFile = (name: string): string => fileURLToPath(new URL(name, demoDataFolder));
const media = (name: string): string => {
  return fileURLToPath(
    new URL(`../../../packages/av-datasets/test/media/${name}`, import.meta.url),
  );
};

let folder: string;
let server: PreviewServer;
let url: string;
let chromium: Awaited<ReturnType<typeof openChromium>>;
/** With devices and graphics, and without. */
let rich: Browser;
let poor: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ssl-browser-"));
  const inline = { ...config, configFile: false, logLevel: "error" } as const;
  await build(inline);
  server = await preview({ ...inline, preview: { host: "127.0.0.1", port: 0 } });
  url = server.resolvedUrls!.local[0]!;
  chromium = await openChromium();
  rich = await chromium.launch([...softwareGraphics, ...fakeDevices]);
  poor = await chromium.launch([
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream=deny",
    "--disable-3d-apis",
  ]);
});

afterAll(async () => {
  await rich?.close();
  await poor?.close();
  await chromium?.remove();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The page with its first map drawn. */
async function opened(browser: Browser): Promise<Visitor> {
  const visitor = await visit(browser, url);
  await visitor.says("#pace", /a map/);
  return visitor;
}

/** Everything still works: two pictures, either sound. */
async function goesOn({ swapBoth }: Visitor): Promise<void> {
  expect(await swapBoth()).toMatch(/With the second sound, \d+ % of the map lies on its side/);
}

test("the page shows how much of the localizer is there, then the first map", async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { page, says, look } = await visit(rich, url, (page) =>
    page.route("**/localizer.safetensors", async (route) => {
      await held;
      await route.continue();
    }),
  );
  const bar = page.locator("#loading");
  await page.getByLabel("Loading the localizer").waitFor();
  expect(await page.locator("#pace").textContent()).toBe("");
  release();
  console.log(await says("#pace", /^\d+ ms a map, on WASM\. The first came \d/));
  await bar.waitFor({ state: "hidden" });
  expect(await bar.evaluate((element: HTMLProgressElement) => element.value)).toBe(1_734_924);
  await page.getByText("Nothing leaves this machine: pictures, sounds, camera").waitFor();
  expect(await look("localization")).not.toBe(await look("potential"));
});

test("swapping the sounds of the opening scenes moves the map to the other side", async () => {
  const { swapBoth } = await opened(rich);
  const [left, right] = [...(await swapBoth()).matchAll(/(\d+) % of the map/g)].map(([, share]) => {
    return Number(share);
  });
  expect(left).toBeGreaterThan(50);
  expect(right).toBeGreaterThan(50);
});

test("a picture and a sound of one's own are localized, and the map follows the sound as it plays", async () => {
  const { page, first, says, look, changed } = await opened(rich);
  const before = await look("potential");
  await first.getByLabel("Picture").setInputFiles(demoFile("farm/horse.jpg"));
  await changed("potential", before);
  const own = await look("localization");
  await first.getByLabel("Sound").setInputFiles(demoFile("sounds/chimp.wav"));
  await changed("localization", own);
  const start = await look("localization");
  await first.locator(".player").evaluate((player: HTMLAudioElement) => {
    player.loop = true;
    return player.play();
  });
  await changed("localization", start);
  await page.waitForFunction(() => {
    const [, rate] = /(\d+) maps in the last/.exec(document.querySelector("#pace")!.textContent!)!;
    return Number(rate) > 2;
  });
  console.log(await says("#pace", /last second, on WASM/));
});

test("mp3, FLAC, Vorbis and Opus are heard, decoded by the page, and others, decoded by the browser", async () => {
  const { first, look, changed } = await opened(poor);
  const message = first.locator(".message");
  for (const name of ["tones.mp3", "mono24.flac", "vorbis.ogg", "tones.opus", "alaw.wav"]) {
    const before = await look("localization");
    await first.getByLabel("Sound").setInputFiles(media(name));
    await changed("localization", before);
    expect(await message.textContent(), name).toBe("");
  }
  const before = await look("localization");
  // Of a film its sound.
  await first.getByLabel("Sound").setInputFiles(media("film.webm"));
  await changed("localization", before);
  expect(await message.textContent()).toBe("");
});

test("the page hears sample by sample what Node hears", async () => {
  const { page } = await opened(poor);
  for (const name of ["tones.mp3", "mono24.flac", "vorbis.ogg", "tones.opus", "alaw.wav"]) {
    const heard = await page.evaluate(
      async ([bytes, name]) => {
        const files = performance.getEntriesByType("resource").map((entry) => entry.name);
        const script = files.find((file) => file.includes("localizer-worker"))!;
        const worker = new Worker(script, { type: "module" });
        worker.postMessage({ id: 1, name: "decodeSound", given: [Uint8Array.from(bytes), name] });
        const { data } = await new Promise<MessageEvent>((resolve) => {
          worker.onmessage = resolve;
        });
        worker.terminate();
        return [...(data.result as Float32Array)];
      },
      [[...readFileSync(media(name))], name] as const,
    );
    const { waveform } = await readSound(media(name));
    expect(heard, name).toEqual([...waveform.data]);
  }
});

test("files are dropped on the picture and sound that they are for", async () => {
  const visitor = await opened(rich);
  const { page, first, second, drop, says, look, changed } = visitor;
  const picture = { name: "owl.jpg", type: "image/jpeg", bytes: bytesOf("farm/owl.jpg") };
  const sound = { name: "owl.wav", type: "audio/wav", bytes: bytesOf("sounds/owl.wav") };
  await page.locator("#show-second").check();
  const before = await look("potential");
  await drop(second, [picture, sound]);
  await changed("potential", before);
  await drop(second, [{ name: "notes.txt", type: "text/plain", bytes: new Uint8Array(3) }]);
  await says("#second .message", /^“notes.txt” is neither a picture nor a sound\.$/);
  const dropped = await look("potential");
  await page.locator("#show-first").check();
  await changed("potential", dropped);
  const opening = await look("potential");
  await drop(page.locator("h1"), [picture]);
  await changed("potential", opening);
  expect(await first.locator(".message").textContent()).toBe("");
  await goesOn(visitor);
});

test("broken files are named, and the page goes on with what it had", async () => {
  const visitor = await opened(poor);
  const { first, says } = visitor;
  const cut = join(folder, "cut.jpg");
  writeFileSync(cut, bytesOf("farm/horse.jpg").subarray(0, 12_000));
  await first.getByLabel("Picture").setInputFiles(cut);
  await says(
    "#first .message",
    /^“cut.jpg” cannot be read as a picture: it is damaged, or of a kind/,
  );
  await first.getByLabel("Picture").setInputFiles(demoFile("pack.json"));
  await says("#first .message", /^“pack.json” cannot be read as a picture/);
  const cutSound = join(folder, "cut.wav");
  writeFileSync(cutSound, bytesOf("sounds/owl.wav").subarray(0, 20_000));
  await first.getByLabel("Sound").setInputFiles(cutSound);
  await says("#first .message", /^“cut.wav” cannot be read as a sound: .*The file is cut/);
  await first.getByLabel("Sound").setInputFiles(demoFile("pack.json"));
  await says(
    "#first .message",
    /^“pack.json” cannot be read as a sound: it is damaged, or of a kind/,
  );
  await goesOn(visitor);
});

test("a picture of 100 megapixels and a sound of two hours are refused before they fill the memory", async () => {
  const visitor = await opened(poor);
  const { first, says } = visitor;
  const large = join(folder, "large.png");
  const size = { width: 10_000, height: 10_000, channels: 3, background: "white" } as const;
  await sharp({ create: size }).toColourspace("b-w").png({ compressionLevel: 1 }).toFile(large);
  await first.getByLabel("Picture").setInputFiles(large);
  expect(await says("#first .message", /megapixels/)).toBe(
    "“large.png” has 100 megapixels (10000 × 10000); this page takes up to 50. Make it smaller first.",
  );
  const long = join(folder, "long.wav");
  writeFileSync(long, longWav(2 * 60 * 60));
  truncateSync(long, 44 + 2 * 4000 * 2 * 60 * 60);
  await first.getByLabel("Sound").setInputFiles(long);
  expect(await says("#first .message", /lasts/)).toBe(
    "“long.wav” lasts 2 h 0 min; this page takes up to 5 min. Cut out what is to be heard first.",
  );
  await goesOn(visitor);
});

test("camera and microphone are seen and heard live, until they are stopped", async () => {
  const { first, says, look, changed } = await opened(rich);
  const before = await look("localization");
  await first.getByRole("button", { name: "Use the microphone" }).click();
  await changed("localization", before);
  await says("#pace", /[1-9]\d* maps in the last second/);
  await first.getByRole("button", { name: "Stop the microphone" }).click();
  await expect.poll(() => look("localization"), { timeout: 60_000 }).toBe(before);

  await first.getByRole("button", { name: "Use the camera" }).click();
  await first.getByRole("button", { name: "Stop the camera" }).waitFor();
  await changed("potential", await look("potential"));
  await changed("potential", await look("potential"));
  await first.getByRole("button", { name: "Stop the camera" }).click();
  await first.getByRole("button", { name: "Use the camera" }).waitFor();
  await says("#pace", /^\d+ ms a map, on WASM/);
});

test("without permission for camera and microphone the page says how to give it, and goes on", async () => {
  const visitor = await opened(poor);
  const { first, says } = visitor;
  await first.getByRole("button", { name: "Use the microphone" }).click();
  expect(await says("#first .message", /microphone/)).toBe(
    "The page may not use the microphone: allow it beside the browser's address line and try again, " +
      "or choose a sound from a file.",
  );
  await first.getByRole("button", { name: "Use the camera" }).click();
  await says("#first .message", /^The page may not use the camera: allow it/);
  await goesOn(visitor);
});

test("WebGL and WebGPU compute the maps that WASM computes", async () => {
  // In software, and with the demo localizer, a single map takes seconds.
  const localizer = Buffer.from(await tinyLocalizer());
  const { page, says, colours } = await visit(rich, url, (page) =>
    page.route("**/localizer.safetensors", (route) => route.fulfill({ body: localizer })),
  );
  await says("#pace", /a map, on WASM/);
  const before = await colours("localization");
  for (const name of ["WebGL", "WebGPU"]) {
    await page.locator("#backends").getByLabel(name, { exact: true }).check();
    await says("#pace", new RegExp(`^\\d+ ms a map, on ${name}\\.`));
    const after = await colours("localization");
    expect(after, name).toHaveLength(before.length);
    const worst = after.reduce((most, value, i) => Math.max(most, Math.abs(value - before[i]!)), 0);
    expect(worst, name).toBeLessThanOrEqual(3);
  }
});

test("WebGL and WebGPU that are not there are said so, and WASM goes on", async () => {
  const visitor = await opened(poor);
  const { page, says } = visitor;
  for (const name of ["WebGL", "WebGPU"]) {
    // Not check(): the page gives the choice back.
    await page.locator("#backends").getByLabel(name, { exact: true }).click();
    await says("#message", new RegExp(`^${name} does not start in this browser; WASM goes on\\.`));
    expect(await page.getByLabel("WASM").isChecked()).toBe(true);
    await says("#pace", /^\d+ ms a map, on WASM/);
  }
  await goesOn(visitor);
});

test("the audit of a handful of scenes cannot tell, and says why; it can be stopped", async () => {
  const { page, says } = await opened(rich);
  const audit = page.locator("#audit");
  await audit.getByRole("button").click();
  const sentence = await says("#audit output", /\./);
  expect(sentence).toMatch(
    /^Cannot tell at N = 8 whether the model listens: 8 pictures and \d pairs/,
  );
  expect(await audit.getByRole("listitem").count()).toBe(4);
  await audit.getByLabel("On").selectOption("60");
  await audit.getByRole("button").click();
  await audit.getByRole("button", { name: "Stop the audit" }).click();
  await says("#audit output", /^The audit was stopped\.$/);
});

async function tinyLocalizer(): Promise<Uint8Array> {
  await useBackend("cpu");
  const narrow = { imageWidth: 1 / 16, soundWidth: 1 / 16, features: 8, pictureSide: 32 };
  const localizer = createLocalizer({ ...paperConfiguration, ...narrow }, { seed: 1 });
  const bytes = await writeCheckpoint(localizer);
  localizer.dispose();
  return bytes;
}

function bytesOf(name: string): Uint8Array {
  return readFileSync(new URL(name, demoDataFolder));
}

/** The header of a WAV file of so many seconds of 16 bits at 4 kHz. */
function longWav(seconds: number): Uint8Array {
  const header = writeWav(new Float32Array(0), 4000);
  const view = new DataView(header.buffer);
  view.setUint32(4, 36 + 2 * 4000 * seconds, true);
  view.setUint32(40, 2 * 4000 * seconds, true);
  return header;
}
