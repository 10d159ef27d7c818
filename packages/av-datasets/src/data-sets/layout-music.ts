import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { orFileError, quoted, refuse } from "../refuse.ts";
import { issueText } from "../truths/checked-entries.ts";
import { readTruth } from "../truths/read-truth.ts";
import type { DataSetNote } from "./data-set.ts";
import type { Entry, Layout, Opened, Place } from "./layout.ts";
import { mediaIndex, noMedia, stemOf } from "./media-index.ts";

/** MUSIC's list of videos: names of classes, two in a duet, to names of videos. */
const videoList = z.object({ videos: z.record(z.string(), z.array(z.string())) });

/** MUSIC: boxes of solos and duets by T-VSL and DSOL, and the list of videos itself. */
export const musicLayout: Layout = {
  sign: "a JSON list of bbox_src1 or normbox, or of videos by class (MUSIC)",
  recognise: ({ folder, head }) => {
    if (folder || !/^\s*[[{]/.test(head)) return undefined;
    const boxes = /"bbox_src1"|"normbox"|"wdith"/.test(head);
    const solo = /"file"/.test(head) && /"bbox"\s*:\s*\[\s*[-\d]/.test(head);
    return boxes || solo || /"videos"\s*:\s*\{/.test(head) ? "music" : undefined;
  },
  async open({ root, truths, alone, boxes }: Place): Promise<Opened> {
    const path = join(root, truths[0]!);
    const media = alone ? noMedia() : await mediaIndex("openDataSet", root, { key: frameKey });
    if (/"videos"\s*:\s*\{/.test((await textOf(path)).slice(0, 4096))) {
      return { ...(await listedVideos(path)), media };
    }
    const { samples, notes } = await readTruth(path, boxes === undefined ? {} : { boxes });
    const entries = samples.map(({ id, annotation, group, labels }): Entry => {
      const frame = group ?? id;
      return {
        id,
        annotation,
        picture: [frame],
        // DSOL names a second of a clip; its sound may be the clip's.
        sound: [frame, frame.replace(/_frame_\d+_\d+$/, "")],
        ...(group === undefined ? {} : { group }),
        ...(labels?.[0] === undefined ? {} : { class: labels[0] }),
      };
    });
    return { entries, media, notes };
  },
};

/** A frame's key: its name, or in DSOL's folders `<clip>/frame_<second>/<number>` all three. */
function frameKey(path: string): string {
  const [whole] = /[^/]+\/frame_\d+\/\d+\.\w+$/.exec(path) ?? [];
  return whole === undefined ? stemOf(path) : whole.replace(/\.\w+$/, "").replaceAll("/", "_");
}

async function textOf(path: string): Promise<string> {
  const bytes = await orFileError("openDataSet", path, () => readFile(path));
  return new TextDecoder().decode(bytes);
}

async function listedVideos(path: string): Promise<Pick<Opened, "entries" | "notes">> {
  let json: unknown;
  try {
    json = JSON.parse(await textOf(path));
  } catch (cause) {
    refuse("openDataSet", `whole JSON in ${path}`, quoted((cause as Error).message), "", cause);
  }
  const result = videoList.safeParse(json);
  if (!result.success) {
    refuse(
      "openDataSet",
      `${path} to be as in MUSIC, { "videos": { class: [name, …], … } }`,
      issueText(result.error),
    );
  }
  const entries = new Map<string, Entry>();
  const repeated: string[] = [];
  let total = 0;
  for (const [name, ids] of Object.entries(result.data.videos)) {
    for (const id of ids) {
      total++;
      if (entries.has(id)) repeated.push(id);
      else entries.set(id, { id, class: name });
    }
  }
  const message =
    `${repeated.length} of ${total} videos are listed a second time; the first entry of each ` +
    "stays.";
  const notes: DataSetNote[] =
    repeated.length > 0 ? [{ kind: "repeated", message, ids: repeated }] : [];
  return { entries: [...entries.values()], notes };
}
