import type { BoxAnnotation } from "@ssl/metrics-ciou";
import { quoted, refuse } from "../refuse.ts";
import { checkIds } from "./check-ids.ts";
import type { TruthSample, TruthSet } from "./truth-set.ts";

/**
 * Writes boxes in the form `ssl-truth/1`, which `readTruth` reads.
 *
 * The inverse of `readTruth` but for `labels` and `notes`, which the form has no place for. Not in
 * the paper.
 *
 * @param truth - a name and samples: boxes, all of one frame and consensus, inside it and with area,
 * one or more a sample
 * @returns the file's text, JSON
 * @throws RangeError if a sample cannot be written so: a mask, no box, a box that is not inside the
 * frame, another frame or consensus than the first's, an id that is there twice or no name of a file
 * @example
 * ```ts
 * import { writeTruth } from "@ssl/av-datasets";
 *
 * const box = { left: 10, top: 0, right: 20, bottom: 10 };
 * const frame = { width: 20, height: 10 };
 * const annotation = { annotators: [[box]], frame, consensus: 1 };
 * const text = writeTruth({ name: "farm", samples: [{ id: "owl", annotation }] });
 * console.log(JSON.parse(text).samples[0].annotators[0][0]); // [ 10, 0, 20, 10 ]
 * ```
 */
export function writeTruth({ name, samples }: Pick<TruthSet, "name" | "samples">): string {
  const [first] = samples;
  if (first === undefined) return refuse(CALLER, "one or more samples", "none");
  if (name === "") refuse(CALLER, "a name", "an empty one");
  const { frame, consensus } = boxesOf(first);
  const { width, height } = frame;
  if (consensus !== 1 && consensus !== 2) refuse(CALLER, "a consensus of 1 or 2", `${consensus}`);
  checkIds(
    CALLER,
    samples.map(({ id }) => id),
    "the set",
  );
  const written = samples.map((sample) => {
    const { id, group, sound, picture } = sample;
    const own = boxesOf(sample);
    if (own.frame.width !== width || own.frame.height !== height || own.consensus !== consensus) {
      refuse(
        CALLER,
        `a frame of ${width} × ${height} and a consensus of ${consensus} in every sample`,
        `${own.frame.width} × ${own.frame.height} and ${own.consensus} in ${quoted(id)}`,
        "Write samples of different frames to different files.",
      );
    }
    if (own.annotators.flat().length === 0) {
      refuse(
        CALLER,
        "a box in every sample",
        `none in ${quoted(id)}`,
        "Leave out samples with nothing marked.",
      );
    }
    const annotators = own.annotators.map((boxes) =>
      boxes.map(({ left, top, right, bottom }) => {
        const inside = 0 <= left && right <= width && 0 <= top && bottom <= height;
        if (inside && left < right && top < bottom) return [left, top, right, bottom];
        return refuse(
          CALLER,
          `boxes with an area, within ${width} × ${height}`,
          `[${left}, ${top}, ${right}, ${bottom}] in sample ${quoted(id)}`,
        );
      }),
    );
    return { id, group, annotators, sound, picture };
  });
  const fractions = width === 1 && height === 1;
  const head = fractions ? { coordinates: "normalised" } : { coordinates: "pixels", width, height };
  return JSON.stringify({ schema: "ssl-truth/1", name, ...head, consensus, samples: written });
}

const CALLER = "writeTruth";

function boxesOf({ id, annotation }: TruthSample): BoxAnnotation {
  if ("annotators" in annotation) return annotation;
  return refuse(
    CALLER,
    "boxes",
    `a mask in sample ${quoted(id)}`,
    "Save masks as a folder of PNG.",
  );
}
