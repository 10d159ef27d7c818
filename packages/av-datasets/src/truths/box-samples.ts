import type { Box, MapSize } from "@ssl/metrics-ciou";
import { quoted, refuse } from "../refuse.ts";
import type { TruthNote, TruthSample } from "./truth-set.ts";

/** Left, top, right and bottom. */
export type Corners = readonly [left: number, top: number, right: number, bottom: number];

/** A sample as its file has it. */
export interface MarkedSample extends Omit<TruthSample, "annotation"> {
  /** Each annotator's boxes, in the frame's unit. */
  readonly annotators: readonly (readonly Corners[])[];
}

/** What a file says about all of its samples. */
export interface Frame {
  /** What the boxes refer to. */
  readonly frame: MapSize;
  /** Boxes over a pixel that make full agreement. */
  readonly consensus: number;
  /** How far outside the frame a box may reach, in its unit; Infinity also lets boxes be inside out. */
  readonly reach: number;
}

/**
 * Puts the boxes of a published list into its frame: those that reach beyond it are clipped, those
 * without area left out, and what was done is noted. A sample left without a box stays.
 */
export function boxSamples(
  path: string,
  marked: readonly MarkedSample[],
  { frame, consensus, reach }: Frame,
): { samples: TruthSample[]; notes: TruthNote[] } {
  const clipped: string[] = [];
  const dropped: string[] = [];
  const unmarked: string[] = [];
  let farthest = 0;
  const samples = marked.map(({ annotators, ...sample }) => {
    let beyond = false;
    let without = false;
    const boxesOf = (corners: readonly Corners[]): Box[] =>
      corners.flatMap(([x0, y0, x1, y1]) => {
        if (reach < Infinity) check(path, sample.id, [x0, y0, x1, y1], frame, reach);
        for (const [at, size] of [
          [x0, frame.width],
          [x1, frame.width],
          [y0, frame.height],
          [y1, frame.height],
        ] as const) {
          if (at >= 0 && at <= size) continue;
          beyond = true;
          if (Math.abs(at) > Math.abs(farthest)) farthest = at;
        }
        const left = Math.min(Math.max(x0, 0), frame.width);
        const top = Math.min(Math.max(y0, 0), frame.height);
        const right = Math.min(Math.max(x1, 0), frame.width);
        const bottom = Math.min(Math.max(y1, 0), frame.height);
        if (left < right && top < bottom) return [{ left, top, right, bottom }];
        without = true;
        return [];
      });
    const inside = annotators.map(boxesOf);
    if (beyond) clipped.push(sample.id);
    if (without) dropped.push(sample.id);
    if (inside.every((boxes) => boxes.length === 0)) unmarked.push(sample.id);
    return { ...sample, annotation: { annotators: inside, frame, consensus } };
  });
  const total = samples.length;
  const notes: TruthNote[] = [];
  const note = (kind: TruthNote["kind"], ids: readonly string[], rest: string): void => {
    if (ids.length > 0) notes.push({ kind, message: `${ids.length} of ${total} ${rest}`, ids });
  };
  note(
    "clipped",
    clipped,
    "samples have a box that reaches beyond the picture; it is cut at the edge, as published " +
      `evaluators do. The farthest coordinate is ${farthest}.`,
  );
  note("dropped", dropped, "samples have a box without area in the picture; it is left out.");
  note("unmarked", unmarked, UNMARKED);
  return { samples, notes };
}

/** The end of the sentence about samples without a mark. */
export const UNMARKED =
  "samples have nothing marked; they stay in the set, and no map can score on them.";

function check(path: string, id: string, corners: Corners, frame: MapSize, reach: number): void {
  const [left, top, right, bottom] = corners;
  const where = `boxes of sample ${quoted(id)} in ${path}`;
  if (left > right || top > bottom) {
    refuse(
      "readTruth",
      `${where} as [left, top, right, bottom]`,
      `one that is inside out: [${corners.join(", ")}]`,
      "Correct it, or leave the sample out.",
    );
  }
  const outside = Math.max(-left, -top, right - frame.width, bottom - frame.height);
  if (!(outside <= reach)) {
    refuse(
      "readTruth",
      `${where} within ${frame.width} × ${frame.height}`,
      `[${corners.join(", ")}]`,
      "Correct it, or leave the sample out.",
    );
  }
}
