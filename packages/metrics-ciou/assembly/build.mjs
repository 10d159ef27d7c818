// Compiles the kernels into a TypeScript module that any bundler takes.
//
//     node assembly/build.mjs [FILE]      writes FILE, or prints the module if none is given

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { main } from "assemblyscript/asc";

const here = new URL("./", import.meta.url);

const names = readdirSync(here).filter((name) => name.endsWith(".ts")).sort();
const sources = new Map(names.map((name) => [name, readFileSync(new URL(name, here), "utf8")]));
let binary;
const { error, stderr } = await main(
  [
    "index.ts", "--outFile", "kernels.wasm", "-O3", "--noAssert", "--runtime", "stub",
    "--enable", "simd", "--enable", "bulk-memory",
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

const [, , file] = process.argv;
if (file) writeFileSync(file, module);
else process.stdout.write(module);
