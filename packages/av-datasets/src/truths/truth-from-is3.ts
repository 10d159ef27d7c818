import { z } from "zod";
import { refuse } from "../refuse.ts";
import { boxSamples, type MarkedSample } from "./box-samples.ts";
import { checkedEntries } from "./checked-entries.ts";
import type { TruthNote, TruthSample } from "./truth-set.ts";

const entry = z.object({
  image: z.string(),
  audio: z.string().optional(),
  gt_box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
});

/** Pixels: the lists' boxes refer to pictures of this side. */
const SIDE = 224;

/**
 * Reads the lists of IS3, VPO and AVSBench: a box an entry, in pixels of a picture of 224 × 224.
 *
 * The picture's name is the id, for AVSBench has one sound for five pictures; what stands before its
 * last underscore is the group.
 */
export function truthFromIs3(
  path: string,
  entries: readonly unknown[],
): { samples: TruthSample[]; notes: TruthNote[] } {
  const masks = entries.find(
    (item) => typeof (item as { gt_box?: unknown } | null)?.gt_box === "string",
  );
  if (masks !== undefined) {
    refuse(
      "readTruth",
      `boxes under "gt_box" in ${path}`,
      "paths of masks",
      "Read the folder that holds the masks instead.",
    );
  }
  const form = 'as in IS3, { "image", "audio", "gt_box": [x0, y0, x1, y1] }';
  const marked = checkedEntries(path, entries, entry, form).map(
    ({ image, audio, gt_box: box }): MarkedSample => {
      const id = image
        .replaceAll("\\", "/")
        .replace(/^.*\//, "")
        .replace(/\.[^.]*$/, "");
      const end = id.lastIndexOf("_");
      return {
        id,
        ...(end > 0 ? { group: id.slice(0, end) } : {}),
        annotators: [[box]],
        picture: image,
        ...(audio === undefined ? {} : { sound: audio }),
      };
    },
  );
  return boxSamples(path, marked, {
    frame: { width: SIDE, height: SIDE },
    consensus: 1,
    reach: 1,
  });
}
