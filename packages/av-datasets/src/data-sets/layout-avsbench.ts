import { join } from "node:path";
import { refuse } from "../refuse.ts";
import type { DataSetNote } from "./data-set.ts";
import type { Entry, Layout, Opened, Place } from "./layout.ts";
import { emptySide, mediaIndex, noMedia, pathOf, stemOf } from "./media-index.ts";
import { readRows } from "./read-rows.ts";

/** Pictures of a clip, one for each of its seconds. */
const FRAMES = 5;

/** AVSBench's S4 and MS3: a table of clips with five pictures each, and masks as PNG. */
export const avsbenchLayout: Layout = {
  sign: "a table s4_meta_data.csv or ms3_meta_data.csv (AVSBench)",
  recognise: ({ name, folder }) => {
    if (folder) return undefined;
    const [, set] = /^(s4|ms3)_meta_data\.csv$/i.exec(name) ?? [];
    return set === undefined ? undefined : `avsbench-${set.toLowerCase() as "s4" | "ms3"}`;
  },
  async open({ root, truths, alone }: Place): Promise<Opened> {
    const file = truths[0]!;
    const index = alone ? noMedia() : await mediaIndex("openDataSet", root, { key: stemOf });
    // Beside its pictures and sounds the data set has the videos that they were taken from.
    const media = { ...index, videos: emptySide() };
    const [header = [], ...rows] = await readRows("openDataSet", join(root, file));
    const splitAt = header.indexOf("split");
    const classAt = header.indexOf("category");
    if (splitAt < 1 || rows.length === 0) {
      refuse(
        "openDataSet",
        `a header with the column "split" and clips below it in ${file}`,
        `${rows.length} clips below ${JSON.stringify(header.join())}`,
      );
    }
    const ofMs3 = /^ms3/i.test(file);
    const unmarked: string[] = [];
    const entries = rows.flatMap((row) => {
      const clip = row[0]!;
      const split = row[splitAt]!;
      return Array.from({ length: FRAMES }, (_, index): Entry => {
        const frame = `${clip}_${index + 1}`;
        const id = ofMs3 ? `${clip}.mp4_${index + 1}` : frame;
        const mask = pathOf("openDataSet", "mask", media.masks, [frame, id]);
        // S4 has a mask for the first picture only of a clip that trains.
        const expected = ofMs3 || split !== "train" || index === 0;
        if (mask === undefined && expected && !alone) unmarked.push(id);
        return {
          id,
          picture: [id, frame],
          sound: [clip],
          group: clip,
          split,
          ...(classAt < 0 ? {} : { class: row[classAt]! }),
          ...(mask === undefined ? {} : { mask }),
        };
      });
    });
    const message =
      `${unmarked.length} of ${entries.length} samples have no mask where the data set has one; ` +
      "they stay in the set without an annotation.";
    const notes: DataSetNote[] =
      unmarked.length > 0 ? [{ kind: "unmarked", message, ids: unmarked }] : [];
    return { entries, media, notes };
  },
};
