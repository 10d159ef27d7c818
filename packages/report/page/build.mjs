// Bundles the pages' style and script into a TypeScript module, with the hash that their content
// security policy names.
//
//     node page/build.mjs [FILE]      writes FILE, or prints the module if none is given

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

const { outputFiles } = await build({
  stdin: {
    contents:
      'import { startSampleBrowser } from "./sample-browser.ts"; startSampleBrowser(document);',
    resolveDir: path("."),
  },
  absWorkingDir: path("."),
  bundle: true,
  write: false,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  conditions: ["@ssl/source"],
  // Arrays are constructed by `new Function` there, which the pages' policy forbids.
  alias: { ndarray: path("plain-array.ts") },
});
// Comments of the sources' paths would tell where the packages lay.
const script = outputFiles[0].text.replaceAll(/^ *\/\/ .*\n/gm, "");
if (script.includes("</script")) throw new Error("build:page: the script would end its element.");
const style = readFileSync(path("page.css"), "utf8");
const hash = createHash("sha256").update(script).digest("base64");
const literal = (text) => `\`${text.replaceAll(/[\\`]|\$(?=\{)/g, "\\$&")}\``;
const module = `// Written by \`pnpm run build:page\` from page/; do not edit.

/** The style of all pages. */
export const PAGE_STYLE: string = ${literal(style)};

/** The script of the sample browser. */
export const SAMPLE_SCRIPT: string = ${literal(script)};

/** Its hash for a content security policy. */
export const SAMPLE_SCRIPT_HASH: string = "sha256-${hash}";
`;

const [, , file] = process.argv;
if (file) writeFileSync(file, module);
else process.stdout.write(module);
