import type { MapSize } from "@ssl/metrics-ciou";
import type { Corners } from "../truths/box-samples.ts";
import type { RawMark, RawMarks } from "../truths/raw-marks.ts";
import type { Finding, FindingCase } from "./data-set-examination.ts";
import { finding } from "./finding.ts";

/** In frames: a coordinate beyond this is no slip of the hand. */
const ABSURD = 10;

/** In frames: a pixel of a picture of 256; boxes of rounded fractions reach this far. */
const SLACK = 1 / 256;

/** Share of the frame: a box of at least this covers everything. */
const COVERING = 0.95;

/** Share of the frame: 25 pixels of 224 × 224, a tenth of a cell of a map of 14 × 14. */
const TINY = 0.0005;

/** Boxes that are corners in one reading only: fewer are slips, not another order. */
const FEWEST_OF_ANOTHER_ORDER = 3;

/** What is wrong with the boxes of a truth. */
export function boxFindings({ frame, order, marks }: RawMarks): Finding[] {
  const told = orderOf(marks, frame, order);
  const cases = {
    absurd: [] as FindingCase[],
    insideOut: [] as FindingCase[],
    empty: [] as FindingCase[],
    outside: [] as FindingCase[],
    covering: [] as FindingCase[],
    tiny: [] as FindingCase[],
    repeated: [] as FindingCase[],
    unmarked: [] as FindingCase[],
  };
  for (const { id, annotators } of marks) {
    const all = annotators.flat().map((box) => ({ box, at: asCorners(box, told.read, frame) }));
    const note = (list: FindingCase[], wrong: (at: Corners) => boolean): void => {
      const found = all.filter(({ at }) => wrong(at)).map(({ box }) => text(box));
      if (found.length > 0) list.push({ ids: [id], detail: found.join(" ") });
    };
    note(cases.absurd, isAbsurd);
    note(cases.insideOut, (at) => !isAbsurd(at) && (at[0] > at[2] || at[1] > at[3]));
    note(cases.empty, (at) => inside(at) === 0);
    note(cases.outside, (at) => !isAbsurd(at) && beyond(at) > SLACK);
    note(cases.covering, (at) => inside(at) >= COVERING);
    note(cases.tiny, (at) => inside(at) > 0 && inside(at) < TINY);
    const own = annotators.flatMap((boxes) => {
      const seen = boxes.map(text);
      return seen.filter((box, i) => seen.indexOf(box) < i);
    });
    if (own.length > 0) cases.repeated.push({ ids: [id], detail: own.join(" ") });
    if (all.every(({ at }) => inside(at) === 0)) {
      cases.unmarked.push({ ids: [id], detail: all.length === 0 ? "no box" : "no box with area" });
    }
  }
  return [
    ...told.findings,
    ...finding("box-absurd", cases.absurd, {
      severity: "fault",
      what: `Samples with a coordinate beyond ${ABSURD} times the picture`,
      advice: "Published evaluators clip such boxes to the picture. Do as they do, and say so.",
      leaveOut: "none",
    }),
    ...finding("box-inside-out", cases.insideOut, {
      severity: "fault",
      what: "Samples with a box whose right edge is left of its left one, or its lower above its upper",
      advice: "Correct them: such boxes vanish where they are drawn as ranges of pixels.",
    }),
    ...finding("box-empty", cases.empty, {
      severity: "fault",
      what: "Samples with a box without area in the picture",
      advice: "It marks nothing: published evaluators pass over it. Draw it anew, or take it out.",
      leaveOut: "none",
    }),
    ...finding("box-outside", cases.outside, {
      severity: "fault",
      what: "Samples with a box that reaches beyond the picture by more than a pixel of 256",
      advice: "See whether the boxes belong to pictures of another size; else clip them.",
    }),
    ...finding("box-covering", cases.covering, {
      severity: "doubt",
      what: `Samples with a box over at least ${100 * COVERING} % of the picture`,
      advice: "Every map scores on them, also one that does not listen. Look at the pictures.",
    }),
    ...finding("box-tiny", cases.tiny, {
      severity: "doubt",
      what: `Samples with a box of less than ${100 * TINY} % of the picture`,
      advice: "A cell of a 14 × 14 map is ten times as large. Look for slips of the mouse.",
    }),
    ...finding("box-repeated", cases.repeated, {
      severity: "doubt",
      what: "Samples with the same box twice by one annotator",
      advice: "Rules that count boxes take it for agreement. Take one out.",
      leaveOut: "none",
    }),
    ...finding("unmarked", cases.unmarked, {
      severity: "fault",
      what: "Samples with nothing marked",
      advice: "No map can score on them; leave them out, or say that N holds them.",
    }),
  ];
}

/** How boxes are read, and what is found about that. */
interface ToldOrder {
  readonly read: "xyxy" | "xywh";
  readonly findings: readonly Finding[];
}

/** Tells corners from sizes by the boxes that only one of the two readings makes possible. */
function orderOf(marks: readonly RawMark[], frame: MapSize, stated: RawMarks["order"]): ToldOrder {
  const insideOut: string[] = [];
  let outside = 0;
  let total = 0;
  for (const { id, annotators } of marks) {
    for (const box of annotators.flat()) {
      total++;
      const corners = asCorners(box, "xyxy", frame);
      const sizes = asCorners(box, "xywh", frame);
      if (isAbsurd(corners)) continue;
      const positive = box[2] > 0 && box[3] > 0;
      if (positive && (corners[2] <= corners[0] || corners[3] <= corners[1])) insideOut.push(id);
      if (beyond(sizes) > SLACK) outside++;
    }
  }
  const sizes = stated === "xywh" || (insideOut.length >= FEWEST_OF_ANOTHER_ORDER && outside === 0);
  if (!sizes) return { read: "xyxy", findings: [] };
  const form = stated === undefined;
  const ids = [...new Set(insideOut)];
  return {
    read: "xywh",
    findings: [
      {
        code: "box-order",
        severity: form ? "doubt" : "fault",
        ids,
        what:
          `All ${total} boxes fit in the picture as [x, y, width, height]; read as corners, ` +
          `${insideOut.length} of them are inside out.`,
        advice: form
          ? "Two published evaluators read them as corners, and those boxes vanish. Add x and y."
          : "The form says corners. Add x to the width and y to the height.",
        cases: ids.map((id) => ({ ids: [id], detail: "" })),
        leaveOut: [],
      },
    ],
  };
}

/** Left, top, right and bottom in units of the frame. */
function asCorners(
  [x, y, third, fourth]: Corners,
  order: "xyxy" | "xywh",
  frame: MapSize,
): Corners {
  const [right, bottom] = order === "xyxy" ? [third, fourth] : [x + third, y + fourth];
  return [x / frame.width, y / frame.height, right / frame.width, bottom / frame.height];
}

function isAbsurd(at: Corners): boolean {
  return !at.every((edge) => Math.abs(edge) <= ABSURD);
}

/** How far a box reaches out of the frame. */
function beyond(at: Corners): number {
  return Math.max(-Math.min(...at), Math.max(...at) - 1);
}

/** The area of a box that lies in the frame. */
function inside(at: Corners): number {
  const [left, top, right, bottom] = at.map((edge) => Math.min(Math.max(edge, 0), 1)) as [
    number,
    number,
    number,
    number,
  ];
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}

function text(box: Corners): string {
  return `[${box.map((edge) => Number(edge.toPrecision(4))).join(", ")}]`;
}
