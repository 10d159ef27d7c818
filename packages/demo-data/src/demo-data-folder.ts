/**
 * The folder of the demo pack: `pack.json`, the manifest, and the files that it names.
 *
 * Not in the paper: real cut-outs with their recordings, silent objects, backgrounds and nine
 * photographs with boxes, for a first run without a download. `LICENSES.md` of this package says
 * where each file comes from and under which licence.
 *
 * @example
 * ```ts
 * import { readFile } from "node:fs/promises";
 * import { demoDataFolder } from "@ssl/demo-data";
 *
 * const pack = JSON.parse(await readFile(new URL("pack.json", demoDataFolder), "utf8"));
 * console.log(pack.sounding.length); // 24
 * ```
 */
export const demoDataFolder: URL = new URL("../data/", import.meta.url);
