import { join } from "node:path";
import { readTruth } from "../truths/read-truth.ts";
import type { DataLayout } from "./data-set.ts";
import type { Entry, Layout, Opened, Place } from "./layout.ts";
import { mediaIndex, noMedia, pathOf, stemOf } from "./media-index.ts";

/**
 * The lists of one form that IS3, VPO and AVSBench's boxes were published in. Their paths are those
 * of other machines; files are found by their names.
 */
export const is3Layout: Layout = {
  sign: "a JSON list of image, audio and gt_box (IS3, VPO, AVSBench)",
  recognise: ({ folder, head }) =>
    !folder && /^\s*\[/.test(head) && /"gt_box"\s*:\s*[^\s"]/.test(head) ? listOf(head) : undefined,
  async open({ root, truths, alone, boxes }: Place): Promise<Opened> {
    const media = alone ? noMedia() : await mediaIndex("openDataSet", root, { key: stemOf });
    const path = join(root, truths[0]!);
    const { samples, notes } = await readTruth(path, boxes === undefined ? {} : { boxes });
    const entries = samples.map(({ id, annotation, group, picture, sound }): Entry => {
      const folders = (picture ?? "").split(/[/\\]/);
      const layout = listOf(`"${picture}"`);
      // A clip's frames lie in a folder of its class in S4; IS3's names end with what sounds.
      const name = layout === "avsbench-s4" ? folders.at(-3) : id.slice(id.lastIndexOf("_") + 1);
      const mask = pathOf("openDataSet", "mask", media.masks, [id]);
      return {
        id,
        annotation,
        ...(group === undefined ? {} : { group }),
        ...(sound === undefined ? {} : { sound: [stemOf(sound.replaceAll("\\", "/"))] }),
        ...(name !== undefined && /\D/.test(name) ? { class: name } : {}),
        ...(mask === undefined ? {} : { about: { mask } }),
      };
    });
    return { entries, media, notes };
  },
};

/** Whose list it is, by the names of its pictures. */
function listOf(text: string): DataLayout {
  if (/\.mp4_\d+\.\w+"/.test(text)) return "avsbench-ms3";
  if (/[/\\"]\d{12}_\d+\.\w+"/.test(text)) return "vpo";
  return /_\d+\.\w+"/.test(text) ? "avsbench-s4" : "is3";
}
