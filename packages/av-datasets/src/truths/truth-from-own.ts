import { z } from "zod";
import { quoted, refuse } from "../refuse.ts";
import { boxSamples, type Corners, type MarkedSample } from "./box-samples.ts";
import { checkedEntries, issueText } from "./checked-entries.ts";
import type { TruthNote, TruthSample } from "./truth-set.ts";

const name = z.string().min(1);
const corners = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const side = z.number().positive();
const head = z.strictObject({
  schema: z.literal("ssl-truth/1"),
  name,
  coordinates: z.enum(["pixels", "normalised"]),
  width: side.optional(),
  height: side.optional(),
  consensus: z.union([z.literal(1), z.literal(2)]),
  samples: z.array(z.unknown()),
});
const entry = z.strictObject({
  id: name,
  group: name.optional(),
  annotators: z.array(z.array(corners)).min(1),
  sound: name.optional(),
  picture: name.optional(),
});

/** Reads our own form, in which nothing is odd: whatever is, is refused. */
export function truthFromOwn(
  path: string,
  json: object,
): { name: string; samples: TruthSample[]; notes: TruthNote[] } {
  const result = head.safeParse(json);
  if (!result.success) {
    refuse("readTruth", `${path} to be an ssl-truth/1 file`, issueText(result.error));
  }
  const { coordinates, consensus, samples: entries } = result.data;
  const { width, height } = coordinates === "pixels" ? result.data : { width: 1, height: 1 };
  if (width === undefined || height === undefined) {
    refuse(
      "readTruth",
      `"width" and "height" in ${path}, whose coordinates are pixels`,
      `${width} and ${height}`,
      "Add the size of the annotated pictures.",
    );
  }
  const form = '{ "id", "annotators": [[[x0, y0, x1, y1], …], …] } with a "group" or none';
  const marked = checkedEntries(path, entries, entry, form).map((sample): MarkedSample => {
    const boxes = sample.annotators.flat();
    if (boxes.length === 0) {
      refuse(
        "readTruth",
        `a box in every sample of ${path}`,
        `none in ${quoted(sample.id)}`,
        "Leave out samples with nothing marked.",
      );
    }
    for (const box of boxes) checkBox(path, sample.id, box, width, height);
    const { group, sound, picture } = sample;
    return {
      id: sample.id,
      annotators: sample.annotators,
      ...(group === undefined ? {} : { group }),
      ...(picture === undefined ? {} : { picture }),
      ...(sound === undefined ? {} : { sound }),
    };
  });
  const frame = { width, height };
  return { name: result.data.name, ...boxSamples(path, marked, { frame, consensus, reach: 0 }) };
}

function checkBox(path: string, id: string, box: Corners, width: number, height: number): void {
  const [left, top, right, bottom] = box;
  if (0 <= left && left < right && right <= width && 0 <= top && top < bottom && bottom <= height) {
    return;
  }
  refuse(
    "readTruth",
    `boxes [x0, y0, x1, y1] in ${path} with 0 ≤ x0 < x1 ≤ ${width} and 0 ≤ y0 < y1 ≤ ${height}`,
    `[${box.join(", ")}] in sample ${quoted(id)}`,
    "Correct the box, or clip it to the picture.",
  );
}
