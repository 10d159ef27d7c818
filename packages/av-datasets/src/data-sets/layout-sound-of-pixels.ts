import { join } from "node:path";
import { refuse } from "../refuse.ts";
import type { Entry, Layout, Opened, Place } from "./layout.ts";
import { isSide, mediaIndex, noMedia, stemOf } from "./media-index.ts";
import { pathInside } from "./path-inside.ts";
import { readRows } from "./read-rows.ts";

/** Sound-of-Pixels' index: a sound, the folder of its video's frames, and how many there are. */
export const soundOfPixelsLayout: Layout = {
  sign: "a CSV of a sound, a folder of frames and their number (Sound-of-Pixels)",
  recognise: ({ name, folder, head }) =>
    !folder &&
    /\.csv$/i.test(name) &&
    /^\ufeff?[^\r\n]+\.(mp3|wav|flac|ogg)"?,[^\r\n]+,\s*\d+\s*(\r?\n|$)/i.test(head)
      ? "sound-of-pixels"
      : undefined,
  async open({ root, truths, alone }: Place): Promise<Opened> {
    const entries: Entry[] = [];
    const folders = new Set<string>();
    for (const truth of truths) {
      const split = stemOf(truth);
      for (const [index, row] of (await readRows("openDataSet", join(root, truth))).entries()) {
        if (row.length !== 3 || !/^\s*\d+\s*$/.test(row[2]!)) {
          refuse(
            "openDataSet",
            `rows of ${truth} to be a sound, a folder of frames and their number`,
            `${JSON.stringify(row.join())} in row ${index + 1}`,
          );
        }
        const sound = pathInside("openDataSet", row[0]!, truth);
        const frames = pathInside("openDataSet", row[1]!, truth).replace(/\/$/, "");
        for (const key of keysOf(frames)) folders.add(key);
        const parent = sound.split("/").at(-2) ?? "";
        entries.push({
          id: stemOf(sound),
          picture: keysOf(frames),
          sound: keysOf(sound),
          split,
          ...(parent === "" || isSide(parent) ? {} : { class: parent }),
          about: { frames: row[2]!.trim() },
        });
      }
    }
    const names = { key: (path: string) => path, isFrames: (path: string) => folders.has(path) };
    const media = alone ? noMedia() : await mediaIndex("openDataSet", root, names);
    return { entries, media, notes: [] };
  },
};

/** A path as it stands, and without its first folder: the index is often written from one above. */
function keysOf(path: string): string[] {
  const rest = path.slice(path.indexOf("/") + 1);
  return rest === path ? [path] : [path, rest];
}
