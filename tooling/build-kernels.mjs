// Compiles a package's kernels in AssemblyScript into a TypeScript module that any bundler takes.
//
//     node tooling/build-kernels.mjs FOLDER [FILE]      writes FILE, or prints the module if none is given

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { main } from "assemblyscript/asc";

const [, , folder, file] = process.argv;
if (folder === undefined) throw new Error("build-kernels: expected the folder of the sources.");
const here = pathToFileURL(`${resolve(folder)}/`);

const names = readdirSync(here)
  .filter((name) => name.endsWith(".ts"))
  .sort();
const sources = new Map(names.map((name) => [name, readFileSync(new URL(name, here), "utf8")]));
let binary;
const { error, stderr } = await main(
  [
    "index.ts",
    "--outFile",
    "kernels.wasm",
    "-O3",
    "--noAssert",
    "--runtime",
    "stub",
    "--enable",
    "simd",
    "--enable",
    "bulk-memory",
  ],
  {
    readFile: (name) => sources.get(name) ?? null,
    writeFile: (name, contents) => {
      if (name === "kernels.wasm") binary = contents;
    },
    listFiles: () => [],
  },
);
if (error) throw new Error(`build:wasm: ${stderr.toString()}`, { cause: error });
const hash = createHash("sha256");
for (const [name, text] of sources) hash.update(`${name}\0${text}\0`);
const module = [
  "// Written by `pnpm run build:wasm` from assembly/; do not edit.",
  `// SHA-256 of the sources' names and texts: ${hash.digest("hex")}`,
  "",
  "/** The WebAssembly module, base64. */",
  `export const KERNELS_BASE64: string =\n  "${Buffer.from(binary).toString("base64")}";`,
  "",
].join("\n");

if (file) writeFileSync(file, module);
else process.stdout.write(module);
