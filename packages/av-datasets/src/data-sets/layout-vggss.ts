import { join } from "node:path";
import { readTruth } from "../truths/read-truth.ts";
import type { DataSetNote } from "./data-set.ts";
import type { Layout, Opened, Place } from "./layout.ts";
import { mediaIndex, noMedia, stemOf } from "./media-index.ts";

/** VGG-SS: `vggss.json` with pictures and sounds named by either form of a clip's name. */
export const vggssLayout: Layout = {
  sign: "a JSON list of file, class and bbox (VGG-SS)",
  recognise: ({ folder, head }) =>
    !folder &&
    /^\s*\[\s*\{/.test(head) &&
    /"file"/.test(head) &&
    /"bbox"\s*:\s*(?!\[\s*[-\d])/.test(head)
      ? "vggss"
      : undefined,
  async open({ root, truths, alone, boxes }: Place): Promise<Opened> {
    const renamed = new Set<string>();
    const key = (path: string): string => {
      const stem = stemOf(path);
      const id = clipId(stem);
      if (id !== stem) renamed.add(id);
      return id;
    };
    const media = alone ? noMedia() : await mediaIndex("openDataSet", root, { key });
    const path = join(root, truths[0]!);
    const truth = await readTruth(path, boxes === undefined ? {} : { boxes });
    const known = new Set(truth.samples.map(({ id }) => clipId(id)));
    const ids = [...renamed].filter((id) => known.has(id)).sort();
    const notes: DataSetNote[] = [...truth.notes];
    if (ids.length > 0) {
      const message =
        `${ids.length} of ${known.size} samples have files named by milliseconds, ` +
        "<video>_30000_40000 for <video>_000030.";
      notes.push({ kind: "renamed", message, ids });
    }
    const entries = truth.samples.map(({ id, annotation, labels }) => ({
      id,
      annotation,
      picture: [clipId(id)],
      sound: [clipId(id)],
      ...(labels?.[0] === undefined ? {} : { class: labels[0] }),
    }));
    return { entries, media, notes, idOf: clipId };
  },
};

/** Brings `<video>_30000_40000`, milliseconds of begin and end, into the form `<video>_000030`. */
export function clipId(name: string): string {
  const match = /^(.{11})_(\d+)_(\d+)$/.exec(name);
  if (match === null) return name;
  const [, video, begin, end] = match;
  const second = Number(begin) / 1000;
  if (!Number.isInteger(second) || Number(end) !== Number(begin) + 10_000) return name;
  return `${video}_${String(second).padStart(6, "0")}`;
}
