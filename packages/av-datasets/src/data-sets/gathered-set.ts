import { type ExaminedSamples, examinedSamples } from "../doctor/examined-samples.ts";
import type { ExaminedSet } from "../doctor/examined-set.ts";
import type { GroupBox } from "../doctor/overlap-finding.ts";
import type { ListedSilence } from "../doctor/set-findings.ts";
import { type TruthTally, truthTally } from "../doctor/truth-profile.ts";
import type { RawMark, RawMarks } from "../truths/raw-marks.ts";
import type { DataSample } from "./data-set.ts";

/** What is learned of a set while its samples come. */
export interface GatheredSet {
  readonly all: ExaminedSamples;
  readonly tally: TruthTally;
  readonly annotated: number;
  /** Samples that a list calls non-sounding. */
  readonly silent: readonly ListedSilence[];
  /** The boxes of samples that are one of a group, as they were read. */
  readonly boxes: readonly GroupBox[];
  readonly badMasks: readonly { readonly id: string; readonly reason: string }[];
  /** The boxes of the set's samples, if it has boxes. */
  readonly marks: RawMarks | undefined;
}

/** Goes through the samples of a set once. */
export async function gatheredSet(
  set: ExaminedSet,
  signal: AbortSignal | undefined,
): Promise<GatheredSet> {
  const all = examinedSamples();
  const tally = truthTally();
  const silent: ListedSilence[] = [];
  const grouped: GroupBox[] = [];
  const badMasks: { id: string; reason: string }[] = [];
  const boxes: RawMark[] = [];
  let frame: RawMarks["frame"] | undefined;
  let annotated = 0;
  const onBadMask = (id: string, error: Error): void => {
    badMasks.push({ id, reason: error.message });
  };
  for await (const sample of set.samples({ onBadMask })) {
    signal?.throwIfAborted();
    all.add(sample, { own: true, root: set.root });
    const { id, annotation, about, group } = sample;
    if (about?.label === "non-sounding" && about.soundOf !== undefined && group !== undefined) {
      silent.push({ id, picture: group, sound: about.soundOf });
    }
    if (annotation === undefined) continue;
    annotated++;
    tally.add(annotation);
    if (!("annotators" in annotation)) continue;
    frame = annotation.frame;
    boxes.push(asRead(sample));
    const [box, more] = annotation.annotators.flat();
    if (group !== undefined && box !== undefined && more === undefined) {
      grouped.push({ id, group, box });
    }
  }
  const ids = new Set(all.samples.map(({ id }) => id));
  const raw = set.marks?.marks.filter(({ id }) => ids.has(id));
  const read = frame === undefined ? undefined : { frame, order: "xyxy" as const, marks: boxes };
  const marks = set.marks !== undefined && raw!.length > 0 ? { ...set.marks, marks: raw! } : read;
  return { all, tally, annotated, silent, boxes: grouped, badMasks, marks };
}

/** The boxes as a reader that clips and drops leaves them. */
function asRead({ id, annotation }: DataSample): RawMark {
  if (annotation === undefined || !("annotators" in annotation)) return { id, annotators: [] };
  const annotators = annotation.annotators.map((boxes) =>
    boxes.map(({ left, top, right, bottom }) => [left, top, right, bottom] as const),
  );
  return { id, annotators };
}
