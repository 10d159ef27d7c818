import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { quoted, quotedList, refuse } from "../refuse.ts";
import { truthFromFlickr } from "./truth-from-flickr.ts";
import { truthFromIs3 } from "./truth-from-is3.ts";
import { truthFromMasks } from "./truth-from-masks.ts";
import { type BoxOrder, truthFromMusicFrames, truthFromMusicList } from "./truth-from-music.ts";
import { truthFromOwn } from "./truth-from-own.ts";
import { truthFromVggss } from "./truth-from-vggss.ts";
import type { TruthFormat, TruthNote, TruthSample } from "./truth-set.ts";

/** A truth whose ids are not checked yet. */
export interface FoundTruth {
  readonly name?: string;
  readonly format: TruthFormat;
  readonly samples: readonly TruthSample[];
  readonly notes: readonly TruthNote[];
}

const KNOWN =
  "Known are the lists of VGG-SS, IS3, VPO, AVSBench and MUSIC (JSON), Flickr-SoundNet's " +
  "Annotations (XML), a folder of PNG masks, and ssl-truth/1 (JSON).";

/** Bytes: far more than any published list has, less than the longest string of V8. */
const LARGEST_JSON = 512_000_000;

/** Tells the form of a file or folder by its content, and reads it. */
export async function truthAt(path: string, boxes: BoxOrder | undefined): Promise<FoundTruth> {
  const status = await stat(path);
  if (status.isDirectory()) return truthInFolder(path);
  if (!status.isFile()) refuse("readTruth", `a file or a folder at ${path}`, "neither");
  if (status.size > LARGEST_JSON) {
    refuse("readTruth", `a truth of at most ${LARGEST_JSON} bytes`, `${status.size} in ${path}`);
  }
  const bytes = await readFile(path);
  const start = new TextDecoder().decode(bytes.subarray(0, 4096)).trimStart();
  if (start.startsWith("<")) {
    return { format: "flickr", ...(await truthFromFlickr(path, [path])) };
  }
  if (!start.startsWith("{") && !start.startsWith("[")) {
    refuse("readTruth", `a truth in ${path}`, kindOf(bytes, start), KNOWN);
  }
  let json: object;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    const reason = quoted((cause as Error).message);
    return refuse("readTruth", `whole JSON in UTF-8 in ${path}`, reason, "", cause);
  }
  return Array.isArray(json) ? truthInList(path, json, boxes) : truthInObject(path, json, boxes);
}

async function truthInFolder(path: string): Promise<FoundTruth> {
  const names = await readdir(path);
  const ending = (list: readonly string[], end: string): string[] =>
    list.filter((name) => name.toLowerCase().endsWith(end) && !name.startsWith(".")).sort();
  const masks = ending(names, ".png");
  const xml = ending(names, ".xml");
  if (masks.length > 0 && xml.length > 0) {
    refuse(
      "readTruth",
      `XML or PNG files in ${path}`,
      `${xml.length} XML and ${masks.length} PNG files`,
      "Move away those that are not the truth.",
    );
  }
  if (xml.length > 0) {
    const files = xml.map((name) => join(path, name));
    return { format: "flickr", ...(await truthFromFlickr(path, files)) };
  }
  const inside = names.find((name) => name.toLowerCase() === "annotations");
  if (inside !== undefined) {
    const folder = join(path, inside);
    const files = ending(await readdir(folder), ".xml").map((name) => join(folder, name));
    if (files.length === 0) refuse("readTruth", `XML files in ${folder}`, "none", KNOWN);
    return { format: "flickr", ...(await truthFromFlickr(folder, files)) };
  }
  if (masks.length === 0) {
    const found = names.length > 0 ? quotedList(names) : "nothing";
    refuse("readTruth", `XML or PNG files in the folder ${path}`, found, KNOWN);
  }
  return { format: "masks", ...(await truthFromMasks(path, masks)) };
}

function truthInList(
  path: string,
  entries: readonly unknown[],
  boxes: BoxOrder | undefined,
): FoundTruth {
  const [first] = entries;
  if (entries.length === 0) refuse("readTruth", `samples in ${path}`, "an empty list");
  if (typeof first !== "object" || first === null) {
    refuse("readTruth", `a truth in ${path}`, "a list of other values than objects", KNOWN);
  }
  const keys = Object.keys(first);
  if (keys.includes("gt_box")) return { format: "is3", ...truthFromIs3(path, entries) };
  if (keys.includes("bbox_src1") || hasOneBox(first)) {
    return { format: "music", ...truthFromMusicList(path, entries, boxes) };
  }
  if (keys.includes("bbox") && keys.includes("file")) {
    return { format: "vggss", ...truthFromVggss(path, entries) };
  }
  return refuse("readTruth", `a truth in ${path}`, `a list of ${withKeys(keys)}`, KNOWN);
}

function truthInObject(path: string, json: object, boxes: BoxOrder | undefined): FoundTruth {
  if ("schema" in json) {
    if (json.schema === "ssl-truth/1") {
      return { format: "ssl-truth/1", ...truthFromOwn(path, json) };
    }
    const schema = typeof json.schema === "string" ? quoted(json.schema) : typeof json.schema;
    return refuse("readTruth", `the schema "ssl-truth/1" in ${path}`, schema, KNOWN);
  }
  const [first] = Object.values(json);
  if (Array.isArray(first?.bbox)) {
    return { format: "music", ...truthFromMusicFrames(path, json, boxes) };
  }
  return refuse("readTruth", `a truth in ${path}`, withKeys(Object.keys(json)), KNOWN);
}

/** Whether an entry's box is four numbers, as in MUSIC's list of solos; VGG-SS has lists of them. */
function hasOneBox(entry: object): boolean {
  const box: unknown = "bbox" in entry ? entry.bbox : undefined;
  return Array.isArray(box) && typeof box[0] === "number";
}

function withKeys(keys: readonly string[]): string {
  return keys.length > 0 ? `objects with the keys ${quotedList(keys)}` : "objects without keys";
}

/** What a file is that is no truth, as far as its beginning shows. */
function kindOf(bytes: Uint8Array, start: string): string {
  const magic = String.fromCharCode(...bytes.subarray(0, 8));
  if (bytes.length === 0) return "an empty file";
  if (magic.startsWith("\x93NUMPY")) return "a NumPy array; heat maps are opened with openMapSet";
  if (magic.startsWith("PK")) return "a zip archive";
  if (magic.startsWith("\x89PNG")) return "one PNG picture; give the folder that holds the masks";
  if (magic.startsWith("MATLAB")) return "a MATLAB file";
  if (magic.startsWith("\xff\xfe") || magic.startsWith("\xfe\xff")) return "text in UTF-16";
  if (start.includes("\0") || start.includes("\ufffd")) return "binary data";
  const [line = ""] = start.split(/\r?\n/, 1);
  return line.includes(",") ? `a CSV beginning ${quoted(line)}` : `text beginning ${quoted(line)}`;
}
