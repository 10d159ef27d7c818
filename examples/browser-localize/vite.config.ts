import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { demoDataFolder } from "@ssl/demo-data";
import { defaultClientConditions, defineConfig } from "vite";

const wasm = new URL("dist/", import.meta.resolve("@tensorflow/tfjs-backend-wasm/package.json"));

/** What the page loads by name: a localizer, a photograph with its recording, tfjs' WASM backend. */
const files: Record<string, string | URL> = {
  "localizer.safetensors":
    process.env.LOCALIZER ?? new URL("localizer.safetensors", demoDataFolder),
  "cow.jpg": new URL("farm/cow.jpg", demoDataFolder),
  "cow.wav": new URL("sounds/farm-cow.wav", demoDataFolder),
  "tfjs-backend-wasm.wasm": new URL("tfjs-backend-wasm.wasm", wasm),
  "tfjs-backend-wasm-simd.wasm": new URL("tfjs-backend-wasm-simd.wasm", wasm),
  "tfjs-backend-wasm-threaded-simd.wasm": new URL("tfjs-backend-wasm-threaded-simd.wasm", wasm),
};

function copyToPublicFolder(): void {
  for (const [name, from] of Object.entries(files)) {
    cpSync(from, fileURLToPath(new URL(`public/${name}`, import.meta.url)));
  }
}

export default defineConfig({
  base: "./",
  build: { target: "es2022" },
  plugins: [{ name: "copy-to-public-folder", config: copyToPublicFolder }],
  // The workspace's sources; with packages from npm, leave this out.
  resolve: { conditions: ["@ssl/source", ...defaultClientConditions] },
});
