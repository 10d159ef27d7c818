import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Annotation, Box } from "@ssl/metrics-ciou";
import type {
  DataSample,
  DataSetNote,
  MissingFile,
  SamplesOptions,
} from "../data-sets/data-set.ts";
import { type Candidate, candidateOf, onlyCandidate } from "../data-sets/data-set-candidate.ts";
import type { Entry } from "../data-sets/layout.ts";
import { mediaIndex, noMedia, pairKey, stemOf } from "../data-sets/media-index.ts";
import { type OpenDataSetOptions, openDataSet } from "../data-sets/open-data-set.ts";
import { resolvedEntries } from "../data-sets/resolved-entries.ts";
import { samplesOf } from "../data-sets/samples-of.ts";
import { type RawMarks, rawMarks } from "../truths/raw-marks.ts";
import { truthFromFlickr } from "../truths/truth-from-flickr.ts";

/** A data set as far as it can be opened. */
export interface ExaminedSet {
  readonly name: string;
  readonly layout: string;
  readonly root: string;
  readonly count: number;
  readonly missing: readonly MissingFile[];
  readonly extra: readonly string[];
  readonly notes: readonly DataSetNote[];
  samples(options?: SamplesOptions): AsyncGenerator<DataSample, void, void>;
  /** Why the readers refuse the set. */
  readonly refusals: readonly { readonly ids: readonly string[]; readonly reason: string }[];
  /** The boxes as the truth has them, where it is JSON. */
  readonly marks: RawMarks | undefined;
}

/**
 * Opens a data set as `openDataSet` does; one whose truth it refuses is opened as far as it can be,
 * and the refusal is kept.
 */
export async function examinedSet(path: string, options: OpenDataSetOptions): Promise<ExaminedSet> {
  try {
    const set = await openDataSet(path, options);
    const place = await placeOf(path, options).catch(() => undefined);
    if (place !== undefined) return { ...set, refusals: [], marks: await marksOf(place, options) };
    const layout = (await stat(path)).isDirectory() ? set.layout : "list";
    return { ...set, layout, refusals: [], marks: undefined };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const mended = await mendedSet(path, options).catch(() => undefined);
    if (mended === undefined) throw error;
    return mended.refusals.length > 0
      ? mended
      : { ...mended, refusals: [{ ids: [], reason: error.message }] };
  }
}

/** Where a data set's truth is. */
interface TruthPlace {
  readonly root: string;
  readonly alone: boolean;
  readonly candidate: Candidate;
  readonly name: string;
}

async function placeOf(
  path: string,
  { truth }: OpenDataSetOptions,
): Promise<TruthPlace | undefined> {
  const real = await realpath(path);
  const alone = !(await stat(real)).isDirectory();
  const root = alone ? dirname(real) : real;
  const candidate = alone
    ? await candidateOf(root, basename(real), true)
    : await onlyCandidate(root, truth);
  return candidate === undefined ? undefined : { root, alone, candidate, name: basename(real) };
}

async function marksOf(
  { root, candidate }: TruthPlace,
  { boxes }: OpenDataSetOptions,
): Promise<RawMarks | undefined> {
  const marks = await rawMarks(join(root, candidate.truths[0]!));
  if (marks === undefined || marks.order !== undefined) return marks;
  return boxes === undefined ? marks : { ...marks, order: boxes };
}

/** A set whose truth is refused: boxes that can be drawn are, files are found by the ids. */
async function mendedSet(
  path: string,
  options: OpenDataSetOptions,
): Promise<ExaminedSet | undefined> {
  const place = await placeOf(path, options);
  if (place === undefined) return undefined;
  const { root, alone, candidate, name } = place;
  const marks = await marksOf(place, options);
  const found = marks === undefined ? await flickrEntries(place) : { entries: entriesOf(marks) };
  if (found === undefined) return undefined;
  const media = alone
    ? noMedia()
    : await mediaIndex("examineDataSet", root, { key: (file) => stemOf(pairKey(file)) });
  const resolved = resolvedEntries("examineDataSet", found.entries, media);
  return {
    name,
    layout: candidate.name,
    root,
    count: found.entries.length,
    missing: resolved.missing,
    extra: resolved.extra,
    notes: resolved.notes,
    samples: (how) => samplesOf("examineDataSet", root, resolved.found, how),
    refusals: "refusals" in found ? found.refusals : [],
    marks,
  };
}

function entriesOf({ marks, frame, order }: RawMarks): Entry[] {
  return marks.map(({ id, annotators, picture, sound }): Entry => {
    const drawn = annotators.map((boxes) =>
      boxes.flatMap(([x, y, third, fourth]): Box[] => {
        const clip = (edge: number, size: number): number => Math.min(Math.max(edge, 0), size);
        const left = clip(x, frame.width);
        const top = clip(y, frame.height);
        const right = clip(order === "xyxy" ? third : x + third, frame.width);
        const bottom = clip(order === "xyxy" ? fourth : y + fourth, frame.height);
        return left < right && top < bottom ? [{ left, top, right, bottom }] : [];
      }),
    );
    const annotation: Annotation = { annotators: drawn, frame, consensus: 1 };
    return {
      id,
      picture: picture === undefined ? [id] : [id, stemOf(picture)],
      sound: sound === undefined ? [id] : [id, stemOf(sound)],
      ...(drawn.length === 0 ? {} : { annotation }),
    };
  });
}

/** Flickr-SoundNet's annotations one by one: those that cannot be read are named. */
async function flickrEntries({
  root,
  alone,
  candidate,
}: TruthPlace): Promise<
  { entries: Entry[]; refusals: { ids: string[]; reason: string }[] } | undefined
> {
  if (candidate.name !== "flickr-soundnet") return undefined;
  const folder = join(root, candidate.truths[0]!);
  const files = alone ? [folder] : (await readdir(folder)).filter((file) => /\.xml$/i.test(file));
  const entries: Entry[] = [];
  const refusals: { ids: string[]; reason: string }[] = [];
  for (const file of files.sort()) {
    const id = stemOf(basename(file));
    try {
      const { samples } = await truthFromFlickr(folder, [alone ? file : join(folder, file)]);
      entries.push(...samples.map(({ annotation }) => ({ id, annotation })));
    } catch (error) {
      refusals.push({ ids: [id], reason: (error as Error).message });
      entries.push({ id });
    }
  }
  return { entries, refusals };
}
