import { z } from "zod";
import { refuse } from "../refuse.ts";
import { boxSamples, type Corners, type MarkedSample } from "./box-samples.ts";
import { checkedEntries } from "./checked-entries.ts";
import type { TruthNote, TruthSample } from "./truth-set.ts";

/** Whether the last two numbers of a box are its size or its far corner. */
export type BoxOrder = "xywh" | "xyxy";

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const flatEntry = z.object({ file: z.string(), class: z.string().optional(), bbox: box }).or(
  z.object({
    file: z.string(),
    class_src1: z.string().optional(),
    bbox_src1: box,
    class_src2: z.string().optional(),
    bbox_src2: box.optional(),
  }),
);
const category = z.union([z.string(), z.number()]);
const frameEntry = z.tuple([
  z.string(),
  z.object({
    bbox: z.array(
      z.object({ normbox: box, category_id: category.optional(), category: category.optional() }),
    ),
  }),
]);

/** A pixel of the pictures on which these lists are scored, in fractions. */
const PIXEL = 1 / 224;

/** A source as its file has it, its box of either order. */
type Source = Omit<MarkedSample, "annotators"> & { readonly boxes: readonly Corners[] };

/** Reads a list of MUSIC by T-VSL's form: each source of an entry is a sample. */
export function truthFromMusicList(
  path: string,
  entries: readonly unknown[],
  order: BoxOrder | undefined,
): { samples: TruthSample[]; notes: TruthNote[] } {
  const form = 'as in MUSIC, { "file", "class_src1", "bbox_src1", "class_src2", "bbox_src2" }';
  const sources = checkedEntries(path, entries, flatEntry, form).flatMap((entry): Source[] => {
    const { file } = entry;
    const source = (id: string, at: Corners, label: string | undefined): Source => ({
      id,
      ...(id === file ? {} : { group: file }),
      boxes: [at],
      ...(label === undefined ? {} : { labels: [label] }),
    });
    if ("bbox" in entry) return [source(file, entry.bbox, entry.class)];
    const first = source(`${file}_src1`, entry.bbox_src1, entry.class_src1);
    if (entry.bbox_src2 === undefined) return [first];
    return [first, source(`${file}_src2`, entry.bbox_src2, entry.class_src2)];
  });
  return musicSamples(path, sources, order);
}

/** Reads boxes of MUSIC by DSOL's form: each category of a frame is a sample. */
export function truthFromMusicFrames(
  path: string,
  frames: object,
  order: BoxOrder | undefined,
): { samples: TruthSample[]; notes: TruthNote[] } {
  const form = 'as in DSOL, "frame": { "bbox": [{ "normbox": […], "category_id" }] }';
  const empty: string[] = [];
  const sources = checkedEntries(path, Object.entries(frames), frameEntry, form).flatMap(
    ([key, { bbox }]): Source[] => {
      const frame = key.replace(/\.(jpe?g|png)$/i, "").replaceAll("/", "_");
      const byCategory = new Map<string, Corners[]>();
      for (const { normbox, category_id: id, category: name } of bbox) {
        const label = String(id ?? name ?? "");
        byCategory.set(label, [...(byCategory.get(label) ?? []), normbox]);
      }
      if (bbox.length === 0) empty.push(frame);
      return [...byCategory].map(([label, boxes]) => ({
        id: `${frame}_${label}`,
        group: frame,
        boxes,
        labels: [label],
      }));
    },
  );
  const { samples, notes } = musicSamples(path, sources, order);
  if (empty.length > 0) {
    const message =
      `${empty.length} of ${Object.keys(frames).length} frames have no box; they are left out, ` +
      "as published evaluators do.";
    notes.push({ kind: "left-out", message, ids: empty });
  }
  return { samples, notes };
}

function musicSamples(
  path: string,
  sources: readonly Source[],
  given: BoxOrder | undefined,
): { samples: TruthSample[]; notes: TruthNote[] } {
  const told = given === undefined ? orderOf(path, sources) : { order: given, notes: [] };
  const marked = sources.map(({ boxes, ...source }): MarkedSample => {
    if (told.order === "xyxy") return { ...source, annotators: [boxes] };
    return { ...source, annotators: [boxes.map(([x, y, w, h]) => [x, y, x + w, y + h])] };
  });
  const { samples, notes } = boxSamples(path, marked, {
    frame: { width: 1, height: 1 },
    consensus: 1,
    reach: PIXEL,
  });
  return { samples, notes: [...told.notes, ...notes] };
}

/** Tells sizes from corners by the boxes that one of the two readings makes impossible. */
function orderOf(
  path: string,
  sources: readonly Source[],
): { order: BoxOrder; notes: readonly TruthNote[] } {
  const insideOut: string[] = [];
  const outside: string[] = [];
  for (const { id, boxes } of sources) {
    for (const [x, y, third, fourth] of boxes) {
      if (third > 0 && fourth > 0 && (third <= x || fourth <= y)) insideOut.push(id);
      if (x + third > 1 + PIXEL || y + fourth > 1 + PIXEL) outside.push(id);
    }
  }
  if (insideOut.length > 0 === outside.length > 0) {
    const total = sources.reduce((sum, { boxes }) => sum + boxes.length, 0);
    refuse(
      "readTruth",
      `boxes in ${path} that can only be [x, y, width, height] or only [x0, y0, x1, y1]`,
      `${insideOut.length} of ${total} that are no corners and ${outside.length} that are no sizes`,
      'Say which they are: readTruth(path, { boxes: "xywh" }) or { boxes: "xyxy" }.',
    );
  }
  const [order, ids, message] =
    insideOut.length > 0
      ? (["xywh", insideOut, "[x, y, width, height]: as corners, "] as const)
      : (["xyxy", outside, "[x0, y0, x1, y1]: as sizes, "] as const);
  const flaw = order === "xywh" ? "would be inside out." : "would reach beyond the picture.";
  return {
    order,
    notes: [
      {
        kind: "read-as",
        message: `Boxes are read as ${message}${ids.length} of them ${flaw}`,
        ids: [...new Set(ids)],
      },
    ],
  };
}
