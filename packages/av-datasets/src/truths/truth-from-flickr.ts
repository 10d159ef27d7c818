import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { SaxesParser } from "saxes";
import { quoted, refuse } from "../refuse.ts";
import { boxSamples, type Corners, type MarkedSample } from "./box-samples.ts";
import type { TruthNote, TruthSample } from "./truth-set.ts";

/** Pixels: the data set's pictures have this side. */
const SIDE = 256;

/** Bytes: a file of three annotators takes less than one thousandth of this. */
const LARGEST_XML = 1 << 20;

/** A `<bbox>` with its fields in order; boxes of one `parent` element are one annotator's. */
interface BoxElement {
  readonly parent: number;
  readonly fields: { name: string; text: string }[];
}

/** Reads annotations of Flickr-SoundNet, a file a sample; the file's name is the id. */
export async function truthFromFlickr(
  path: string,
  files: readonly string[],
): Promise<{ samples: TruthSample[]; notes: TruthNote[] }> {
  const together: string[] = [];
  const marked: MarkedSample[] = [];
  for (const file of files) {
    const id = basename(file).replace(/\.[^.]*$/, "");
    const elements = boxElements(file, await xmlText(file));
    const boxes = elements.map(({ parent, fields }) => ({ parent, ...boxOf(file, fields) }));
    const parents = [...new Set(boxes.map(({ parent }) => parent))];
    const apart = parents.length > 1 || boxes.length < 2;
    if (!apart) together.push(id);
    marked.push({
      id,
      labels: boxes.map(({ label }) => label),
      annotators: apart
        ? parents.map((parent) =>
            boxes.filter((box) => box.parent === parent).map(({ corners }) => corners),
          )
        : boxes.map(({ corners }) => [corners]),
    });
  }
  if (marked.every(({ annotators }) => annotators.length === 0)) {
    refuse("readTruth", `a <bbox> in ${path}`, `none in ${files.length} XML files`);
  }
  const { samples, notes } = boxSamples(path, marked, {
    frame: { width: SIDE, height: SIDE },
    consensus: 2,
    reach: 1,
  });
  if (together.length > 0) {
    const message =
      `${together.length} of ${samples.length} files have all boxes in one element; each box is ` +
      "read as another annotator's.";
    notes.push({ kind: "read-as", message, ids: together });
  }
  return { samples, notes };
}

async function xmlText(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > LARGEST_XML) {
    refuse("readTruth", `an annotation of at most ${LARGEST_XML} bytes`, `${size} in ${file}`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
  } catch (cause) {
    return refuse("readTruth", `XML in UTF-8 in ${file}`, "other bytes", "", cause);
  }
}

/** Finds every `<bbox>`, at whatever depth. Documents that declare a type or entities are refused. */
function boxElements(file: string, text: string): BoxElement[] {
  const found: BoxElement[] = [];
  const open: number[] = [];
  let elements = 0;
  let box: BoxElement | undefined;
  let boxDepth = 0;
  const parser = new SaxesParser();
  parser.on("doctype", () => {
    throw new Error("The document has a DOCTYPE, which may declare entities.");
  });
  parser.on("opentag", ({ name }) => {
    if (box !== undefined) box.fields.push({ name: localName(name), text: "" });
    else if (localName(name) === "bbox") {
      box = { parent: open.at(-1) ?? 0, fields: [] };
      boxDepth = open.length;
    }
    open.push(++elements);
  });
  const addText = (part: string): void => {
    const field = box?.fields.at(-1);
    if (field !== undefined) field.text += part;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    open.pop();
    if (box === undefined || open.length > boxDepth) return;
    found.push(box);
    box = undefined;
  });
  try {
    parser.write(text).close();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    refuse("readTruth", `well-formed XML without a DOCTYPE in ${file}`, quoted(reason), "", cause);
  }
  return found;
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1).toLowerCase();
}

/** The corners by their names, or the last four numbers; the first other field is the label. */
function boxOf(file: string, all: BoxElement["fields"]): { label: string; corners: Corners } {
  const fields = all.map(({ name, text }) => ({ name, text: text.trim() }));
  const named = ["xmin", "ymin", "xmax", "ymax"].map((corner) =>
    fields.find(({ name }) => name === corner),
  );
  const numbers = named.every((field) => field !== undefined)
    ? named
    : fields.filter(({ text }) => isNumber(text)).slice(-4);
  if (numbers.length < 4 || !numbers.every(({ text }) => isNumber(text))) {
    refuse(
      "readTruth",
      `four numbers in every <bbox> of ${file}`,
      fields
        .slice(0, 9)
        .map(({ name, text }) => `<${name}> ${quoted(text)}`)
        .join(", ") || "an empty one",
    );
  }
  const size = numbers.find(({ name }) => /^(w|h|width|height)$/.test(name));
  if (size !== undefined) {
    refuse(
      "readTruth",
      `corners in every <bbox> of ${file}`,
      `<${size.name}>`,
      "Write xmin, ymin, xmax and ymax.",
    );
  }
  const [left, top, right, bottom] = numbers.map(({ text }) => Number(text)) as [
    number,
    number,
    number,
    number,
  ];
  const label = fields.find((field) => !numbers.includes(field))?.text ?? "";
  return { label, corners: [left, top, right, bottom] };
}

function isNumber(text: string): boolean {
  return /^[-+]?\d+(\.\d+)?$/.test(text);
}
