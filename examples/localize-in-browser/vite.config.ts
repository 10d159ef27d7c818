import { cpSync, existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { demoDataFolder } from "@ssl/demo-data";
import { defaultClientConditions, defineConfig } from "vite";

// What the page loads by name: the WASM backend, a photograph with its recording, a localizer.
const wasm = (name: string): URL =>
  new URL(import.meta.resolve(`@tensorflow/tfjs-backend-wasm/dist/${name}`));
const localizer = process.env.LOCALIZER ?? new URL("localizer.safetensors", demoDataFolder);
const files: Record<string, string | URL> = {
  "tfjs-backend-wasm.wasm": wasm("tfjs-backend-wasm.wasm"),
  "tfjs-backend-wasm-simd.wasm": wasm("tfjs-backend-wasm-simd.wasm"),
  "tfjs-backend-wasm-threaded-simd.wasm": wasm("tfjs-backend-wasm-threaded-simd.wasm"),
  "cow.jpg": new URL("farm/cow.jpg", demoDataFolder),
  "cow.wav": new URL("sounds/farm-cow.wav", demoDataFolder),
  "localizer.safetensors": localizer,
};
if (!existsSync(localizer)) {
  throw new Error(`Expected a localizer, got no ${localizer}. Set LOCALIZER to a checkpoint.`);
}
const publicFolder = fileURLToPath(new URL("public/", import.meta.url));
mkdirSync(publicFolder, { recursive: true });
for (const [name, from] of Object.entries(files)) {
  cpSync(from, `${publicFolder}${name}`);
}

export default defineConfig({
  base: "./",
  build: { target: "es2022" },
  // The workspace's sources; with packages from npm, leave this out.
  resolve: { conditions: ["@ssl/source", ...defaultClientConditions] },
});
