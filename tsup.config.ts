import { readdirSync } from "node:fs";
import { defineConfig } from "tsup";

// One configuration for every package: ESM with types, from src/index.ts, the command src/ssl.ts and the
// threads src/*worker.ts, where there are such.
export default defineConfig({
  entry: readdirSync("src")
    .filter((file) => /^(index|ssl|(.*-)?worker)\.ts$/.test(file))
    .map((file) => `src/${file}`),
  format: "esm",
  target: "es2022",
  dts: true,
  clean: true,
  sourcemap: true,
  splitting: true,
});
