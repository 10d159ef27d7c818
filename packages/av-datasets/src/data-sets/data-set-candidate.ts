import { open, opendir } from "node:fs/promises";
import { join } from "node:path";
import { orFileError, quoted, quotedList, refuse } from "../refuse.ts";
import type { DataLayout } from "./data-set.ts";
import type { Layout, TopEntry } from "./layout.ts";
import { avsbenchLayout } from "./layout-avsbench.ts";
import { flickrLayout } from "./layout-flickr.ts";
import { is3Layout } from "./layout-is3.ts";
import { musicLayout } from "./layout-music.ts";
import { pairsLayout } from "./layout-pairs.ts";
import { plainLayout } from "./layout-plain.ts";
import { soundOfPixelsLayout } from "./layout-sound-of-pixels.ts";
import { vggssLayout } from "./layout-vggss.ts";
import { linkTarget } from "./walk-folder.ts";

const LAYOUTS: readonly Layout[] = [
  flickrLayout,
  vggssLayout,
  is3Layout,
  avsbenchLayout,
  musicLayout,
  soundOfPixelsLayout,
  plainLayout,
];

/** What a data set is told by. */
export const KNOWN: string = `Looked for: ${[...LAYOUTS, pairsLayout].map(({ sign }) => sign).join("; ")}.`;

/** A layout that was recognised by one or, if it spreads its truth, several files. */
export interface Candidate {
  readonly name: DataLayout;
  readonly layout: Layout;
  readonly truths: readonly string[];
}

/** The one truth at the top of a folder, or the one that was asked for; none in one of pairs. */
export async function onlyCandidate(
  root: string,
  truth: string | undefined,
): Promise<Candidate | undefined> {
  const names = await topNames(root);
  if (truth !== undefined) {
    if (!names.includes(truth)) {
      refuse("openDataSet", `truth to be the name of a file or folder in ${root}`, quoted(truth));
    }
    const chosen = await candidateOf(root, truth, true);
    return chosen ?? refuse("openDataSet", `a truth in ${quoted(truth)}`, "another file", KNOWN);
  }
  const found = new Map<DataLayout | string, Candidate>();
  for (const name of names) {
    const candidate = await candidateOf(root, name, false);
    if (candidate === undefined) continue;
    // Only Sound-of-Pixels spreads its truth over files: one a split.
    const key = candidate.name === "sound-of-pixels" ? candidate.name : name;
    const before = found.get(key)?.truths ?? [];
    found.set(key, { ...candidate, truths: [...before, name] });
  }
  const candidates = [...found.values()];
  if (candidates.length > 1) {
    const each = candidates.map(({ name, truths }) => `${quotedList(truths)} (${name})`);
    refuse(
      "openDataSet",
      `one data set in ${root}`,
      each.slice(0, 10).join(", "),
      `Say which truth it is to be read by: { truth: ${quoted(candidates[0]!.truths[0]!)} }.`,
    );
  }
  const [only] = candidates;
  if (only !== undefined || !names.some((name) => /\.xml$/i.test(name))) return only;
  return { name: "flickr-soundnet", layout: flickrLayout, truths: [""] };
}

/** The layout of which a file or folder at the top is the truth. */
export async function candidateOf(
  root: string,
  name: string,
  asked: boolean,
): Promise<Candidate | undefined> {
  const entry = await topEntry(root, name, asked);
  if (entry === undefined) return undefined;
  for (const layout of LAYOUTS) {
    const recognised = layout.recognise(entry);
    if (recognised !== undefined) return { name: recognised, layout, truths: [name] };
  }
  return undefined;
}

/** What may be a truth, with its beginning; nothing else is opened. */
async function topEntry(root: string, name: string, asked: boolean): Promise<TopEntry | undefined> {
  if (!asked && !/\.(json|csv)$/i.test(name) && !/^annotations$/i.test(name)) return undefined;
  const path = join(root, name);
  const target = await linkTarget("openDataSet", root, path, name);
  if (target === undefined) {
    return refuse("openDataSet", `${quoted(name)} to be there`, "a link that leads nowhere");
  }
  if (target.folder) return { name, folder: true, head: (await topNames(path)).join("\n") };
  return orFileError("openDataSet", path, async () => {
    const file = await open(path);
    try {
      const bytes = new Uint8Array(4096);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      return { name, folder: false, head: new TextDecoder().decode(bytes.subarray(0, bytesRead)) };
    } finally {
      await file.close();
    }
  });
}

async function topNames(root: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of await opendir(root, { bufferSize: 1024 })) {
    if (!name.startsWith(".")) names.push(name);
  }
  return names.sort();
}

/** Says of a folder without samples what was looked for. */
export async function refuseFolder(root: string): Promise<never> {
  const names = await topNames(root);
  const found = names.length > 0 ? quotedList(names) : "an empty folder";
  return refuse("openDataSet", `a data set in ${root}`, found, KNOWN);
}
