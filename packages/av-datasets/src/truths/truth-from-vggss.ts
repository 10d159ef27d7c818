import { z } from "zod";
import { quoted, refuse } from "../refuse.ts";
import { boxSamples, type MarkedSample } from "./box-samples.ts";
import { checkedEntries } from "./checked-entries.ts";
import type { TruthNote, TruthSample } from "./truth-set.ts";

const entry = z.object({
  file: z.string(),
  class: z.string().optional(),
  bbox: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
});

/** Beyond this a coordinate is no pixel either: twelve entries of the published list hold −2.9e16. */
const LARGEST_PICTURE = 100_000;

/** Reads the list of VGG-SS: one annotator, boxes in fractions of the picture. */
export function truthFromVggss(
  path: string,
  entries: readonly unknown[],
): { samples: TruthSample[]; notes: TruthNote[] } {
  const form = 'as in VGG-SS, { "file", "class", "bbox": [[x0, y0, x1, y1], …] }';
  const marked = checkedEntries(path, entries, entry, form).map(
    ({ file, class: label, bbox }): MarkedSample => ({
      id: file,
      annotators: [bbox],
      ...(label === undefined ? {} : { labels: [label] }),
    }),
  );
  for (const { id, annotators } of marked) {
    const pixel = annotators.flat(2).find((at) => at > 2 && at < LARGEST_PICTURE);
    if (pixel !== undefined) {
      refuse(
        "readTruth",
        `boxes in ${path} in fractions of the picture, as in VGG-SS`,
        `${pixel} in entry ${quoted(id)}`,
        "Divide pixels by the picture's width and height.",
      );
    }
  }
  return boxSamples(path, marked, {
    frame: { width: 1, height: 1 },
    consensus: 1,
    reach: Infinity,
  });
}
