import { existsSync } from "node:fs";
import { defineConfig } from "tsup";

// One configuration for every package: ESM with types, from src/index.ts (and src/ssl.ts, the command, where there is one).
export default defineConfig({
  entry: ["src/index.ts", "src/ssl.ts", "src/worker.ts"].filter((file) => existsSync(file)),
  format: "esm",
  target: "es2022",
  dts: true,
  clean: true,
  sourcemap: true,
  splitting: true,
});
