import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "tsup";

const { name, exports } = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly "@ssl/source": string }>>;
};
const exported = Object.values(exports).map((entry) => {
  return typeof entry === "string" ? entry : entry["@ssl/source"];
});
const sources = readdirSync("src").filter((file) => file.endsWith(".ts"));
const entries = sources.filter((file) => {
  return exported.includes(`./src/${file}`) || /^(ssl|(.*-)?worker)\.ts$/.test(file);
});

// Of these a page may want one function: with a file for each module, bundlers leave out what the
// other functions import (ndarray, a CommonJS package, stays in any file that imports it).
const oneFileEach = ["@ssl/metrics-ciou", "@ssl/report"].includes(name);

// One configuration for every package: ESM with types, from what it exports, the command src/ssl.ts and the
// threads src/*worker.ts, where there are such.
export default defineConfig({
  entry: paths(oneFileEach ? sources : entries),
  bundle: !oneFileEach,
  format: "esm",
  target: "es2022",
  dts: { entry: paths(entries) },
  clean: true,
  sourcemap: true,
  splitting: !oneFileEach,
  plugins: [
    {
      name: "imports of files that are not bundled",
      renderChunk(code, { map }) {
        if (!oneFileEach) return undefined;
        return { code: code.replaceAll(/( from "\.\/[\w.-]+)\.ts"/g, '$1.js"'), map: map ?? null };
      },
    },
  ],
});

function paths(files: readonly string[]): string[] {
  return files.map((file) => `src/${file}`);
}
