import { readFile, stat } from "node:fs/promises";
import type { MapSize } from "@ssl/metrics-ciou";
import type { Corners } from "./box-samples.ts";
import type { BoxOrder } from "./truth-from-music.ts";

/** What a sample's boxes are in the file, whatever is wrong with them. */
export interface RawMark {
  readonly id: string;
  /** Each annotator's boxes, four numbers each, as they stand. */
  readonly annotators: readonly (readonly Corners[])[];
  /** Where the files are, as the truth says. */
  readonly picture?: string;
  readonly sound?: string;
}

/** The boxes of a JSON truth, before anything is clipped, dropped or refused. */
export interface RawMarks {
  /** What they refer to. */
  readonly frame: MapSize;
  /** What the form says that the last two numbers are; undefined where only the numbers can tell. */
  readonly order: BoxOrder | undefined;
  readonly marks: readonly RawMark[];
}

/** Bytes: as `readTruth`. */
const LARGEST_JSON = 512_000_000;

const UNIT: MapSize = { width: 1, height: 1 };

/**
 * Reads the boxes of a JSON truth without judging them: VGG-SS, IS3 and its like, MUSIC, and our own.
 *
 * @param path - of a file
 * @returns what can be read; undefined of a file of another form, or whose JSON is broken
 */
export async function rawMarks(path: string): Promise<RawMarks | undefined> {
  const status = await stat(path);
  if (!status.isFile() || status.size > LARGEST_JSON) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, "utf8"));
  } catch {
    return undefined;
  }
  if (Array.isArray(json)) return marksOfList(json);
  if (!isObject(json)) return undefined;
  return json.schema === "ssl-truth/1" ? ownMarks(json) : marksOfFrames(json);
}

function marksOfList(entries: readonly unknown[]): RawMarks | undefined {
  const objects = entries.filter(isObject);
  const [first] = objects;
  if (first === undefined) return undefined;
  if ("gt_box" in first) {
    const marks = objects.flatMap(({ image, audio, gt_box: box }): RawMark[] => {
      if (typeof image !== "string") return [];
      const id = stem(image);
      const sound = typeof audio === "string" ? { sound: audio } : {};
      return [{ id, annotators: [boxes([box])], picture: image, ...sound }];
    });
    return { frame: { width: 224, height: 224 }, order: "xyxy", marks };
  }
  if ("bbox_src1" in first || (Array.isArray(first.bbox) && isCorners(first.bbox))) {
    const marks = objects.flatMap((entry): RawMark[] => {
      const { file } = entry;
      if (typeof file !== "string") return [];
      if ("bbox" in entry) return [{ id: file, annotators: [boxes([entry.bbox])] }];
      return ["src1", "src2"].flatMap((source) => {
        const box = entry[`bbox_${source}`];
        return box === undefined ? [] : [{ id: `${file}_${source}`, annotators: [boxes([box])] }];
      });
    });
    return { frame: UNIT, order: undefined, marks };
  }
  if (!("bbox" in first && "file" in first)) return undefined;
  const marks = objects.flatMap(({ file, bbox }): RawMark[] =>
    typeof file === "string" ? [{ id: file, annotators: [boxes(bbox)] }] : [],
  );
  return { frame: UNIT, order: "xyxy", marks };
}

function marksOfFrames(json: Readonly<Record<string, unknown>>): RawMarks | undefined {
  const marks = Object.entries(json).flatMap(([key, frame]): RawMark[] => {
    if (!isObject(frame) || !Array.isArray(frame.bbox)) return [];
    const byCategory = new Map<string, unknown[]>();
    for (const box of frame.bbox.filter(isObject)) {
      const label = String(box.category_id ?? box.category ?? "");
      byCategory.set(label, [...(byCategory.get(label) ?? []), box.normbox]);
    }
    const id = key.replace(/\.(jpe?g|png)$/i, "").replaceAll("/", "_");
    return [...byCategory].map(([label, found]) => ({
      id: `${id}_${label}`,
      annotators: [boxes(found)],
    }));
  });
  return marks.length === 0 ? undefined : { frame: UNIT, order: undefined, marks };
}

function ownMarks(json: Readonly<Record<string, unknown>>): RawMarks | undefined {
  const { coordinates, width, height, samples } = json;
  if (!Array.isArray(samples)) return undefined;
  const inPixels = coordinates === "pixels";
  if (inPixels && !(typeof width === "number" && typeof height === "number")) return undefined;
  const frame = inPixels ? { width: width as number, height: height as number } : UNIT;
  const marks = samples.filter(isObject).flatMap((sample): RawMark[] => {
    const { id, annotators, picture, sound } = sample;
    if (typeof id !== "string" || !Array.isArray(annotators)) return [];
    return [
      {
        id,
        annotators: annotators.map(boxes),
        ...(typeof picture === "string" ? { picture } : {}),
        ...(typeof sound === "string" ? { sound } : {}),
      },
    ];
  });
  return { frame, order: "xyxy", marks };
}

function boxes(list: unknown): Corners[] {
  return Array.isArray(list) ? list.filter(isCorners) : [];
}

function isCorners(box: unknown): box is Corners {
  return Array.isArray(box) && box.length === 4 && box.every((edge) => typeof edge === "number");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function stem(path: string): string {
  return path
    .replaceAll("\\", "/")
    .replace(/^.*\//, "")
    .replace(/\.[^.]*$/, "");
}
