import { realpath, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { orFileError, quotedList, refuse } from "../refuse.ts";
import type { BoxOrder } from "../truths/truth-from-music.ts";
import type { DataSet, DataSetNote } from "./data-set.ts";
import { candidateOf, KNOWN, onlyCandidate, refuseFolder } from "./data-set-candidate.ts";
import { entriesOfLists } from "./entries-of-lists.ts";
import type { Place } from "./layout.ts";
import { pairsLayout } from "./layout-pairs.ts";
import { noMedia } from "./media-index.ts";
import { resolvedEntries } from "./resolved-entries.ts";
import { samplesOf } from "./samples-of.ts";
import { seededSubset } from "./seeded-subset.ts";

/** What `openDataSet` takes of a folder. */
export interface OpenDataSetOptions {
  /**
   * Name of the file or folder at the top that holds the truth.
   *
   * @default the only one that is recognised
   */
  readonly truth?: string;
  /**
   * Paths of lists, yours and not the data set's: only the samples that they name are taken, in
   * their order. A list of ids, of `id,number` or `id,class`, or SLAVC's `video,audio,label`.
   *
   * @default none: all samples
   */
  readonly lists?: readonly string[];
  /**
   * Takes `size` of the samples that lack no file. A larger subset of the same seed contains every
   * smaller one.
   *
   * @default all samples
   */
  readonly subset?: {
    /** How many: 1, 2, …; the paper trains on 1000, 2500, 10 000 and 144 000. */
    readonly size: number;
    /** An integer in 0 … 2³² − 1. */
    readonly seed: number;
  };
  /**
   * What the last two numbers of MUSIC's boxes are, as for `readTruth`.
   *
   * @default told from the file, if only one of the two readings is possible
   */
  readonly boxes?: BoxOrder;
}

/**
 * Opens a data set in whichever way it lies on disk: lists its files, reads its truth, and says what
 * is missing, what is there without being named, and what is odd.
 *
 * The layout is told by the content of what stands at the top of the folder, and is one of
 * `DataLayout`; docs/data-sets.md describes each. Nothing is decoded and no file looked at one by
 * one, so that 144 000 pairs open in a second or two. Files are found by name, never outside the
 * folder; what is missing is reported, and nothing is put in its place. Samples come in the order
 * of the truth or the lists, those of a folder sorted by id in code-unit order. Not in the paper,
 * but for the sizes of its subsets.
 *
 * @param path - of a folder; or of a truth or list alone, whose media then are not looked for
 * @param options - what to take of it
 * @returns the data set; the caller's own. Masks are decoded as the samples come
 * @throws TypeError if an argument is of another kind
 * @throws RangeError if no layout or more than one is recognised, or the truth, a list or a path in
 * them is not as it should be
 * @throws Error with its cause if a file or folder cannot be read
 * @example
 * ```ts
 * import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openDataSet } from "@ssl/av-datasets";
 *
 * const folder = mkdtempSync(join(tmpdir(), "pairs-"));
 * for (const name of ["frames/a.jpg", "audio/a.wav", "frames/b.jpg"]) {
 *   mkdirSync(join(folder, name, ".."), { recursive: true });
 *   writeFileSync(join(folder, name), "");
 * }
 * const set = await openDataSet(folder);
 * console.log(set.layout, set.count, set.missing); // pairs 2 [ { id: 'b', what: 'sound' } ]
 * ```
 */
export async function openDataSet(
  path: string,
  options: OpenDataSetOptions = {},
): Promise<DataSet> {
  checkArguments(path, options);
  return orFileError("openDataSet", path, () => opened(path, options));
}

async function opened(path: string, options: OpenDataSetOptions): Promise<DataSet> {
  const real = await realpath(path);
  const alone = !(await stat(real)).isDirectory();
  const root = alone ? dirname(real) : real;
  const candidate = alone
    ? await candidateOf(root, basename(real), true)
    : await onlyCandidate(root, options.truth);
  const lists = [...(options.lists ?? [])];
  if (alone && candidate === undefined) {
    if (!/\.(csv|txt)$/i.test(real)) {
      refuse("openDataSet", `a truth or a list in ${path}`, "another file", KNOWN);
    }
    lists.unshift(real);
  }
  const { truths = [], layout = pairsLayout } = candidate ?? {};
  const place: Place = { root, truths, alone, boxes: options.boxes };
  const set =
    alone && candidate === undefined
      ? { entries: [], media: noMedia(), notes: [] }
      : await layout.open(place);

  const chosen = await entriesOfLists("openDataSet", set, lists);
  checkOnce(chosen.entries, path);
  const { found, missing, extra, notes } = resolvedEntries(
    "openDataSet",
    chosen.entries,
    set.media,
  );
  if (found.length === 0) await refuseFolder(root);
  const wanted = subsetOf(found, missing, options.subset, path);
  const samples = wanted === undefined ? found : found.filter(({ entry }) => wanted.has(entry.id));
  const broken: DataSetNote[] =
    set.media.broken.length === 0
      ? []
      : [
          {
            kind: "broken-link",
            message: `${set.media.broken.length} links lead nowhere; they count as missing files.`,
            ids: set.media.broken,
          },
        ];
  return {
    name: basename(alone ? real : root),
    layout: candidate?.name ?? "pairs",
    root,
    count: samples.length,
    missing: wanted === undefined ? missing : [],
    extra,
    notes: [...set.notes, ...chosen.notes, ...notes, ...broken],
    samples: (how) => samplesOf("openDataSet", root, samples, how),
  };
}

function subsetOf(
  found: readonly { readonly entry: { readonly id: string } }[],
  missing: readonly { readonly id: string }[],
  subset: OpenDataSetOptions["subset"],
  path: string,
): Set<string> | undefined {
  if (subset === undefined) return undefined;
  const lacking = new Set(missing.map(({ id }) => id));
  const whole = found.map(({ entry }) => entry.id).filter((id) => !lacking.has(id));
  if (subset.size > whole.length) {
    refuse(
      "openDataSet",
      `a subset of at most ${whole.length}, the samples of ${path} that lack no file`,
      `${subset.size}`,
    );
  }
  return seededSubset(whole, subset.size, subset.seed);
}

function checkOnce(entries: readonly { readonly id: string }[], path: string): void {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { id } of entries) {
    if (seen.has(id)) repeated.add(id);
    seen.add(id);
  }
  if (repeated.size > 0) {
    refuse("openDataSet", `every sample of ${path} once`, `repeated: ${quotedList([...repeated])}`);
  }
}

function checkArguments(path: unknown, options: OpenDataSetOptions): void {
  const { truth, lists, subset, boxes } = options;
  if (typeof path !== "string") {
    throw new TypeError(`openDataSet: expected path to be a string, got ${typeof path}.`);
  }
  if (truth !== undefined && typeof truth !== "string") {
    throw new TypeError(`openDataSet: expected truth to be a string, got ${typeof truth}.`);
  }
  if (
    lists !== undefined &&
    !(Array.isArray(lists) && lists.every((list) => typeof list === "string"))
  ) {
    throw new TypeError("openDataSet: expected lists to be an array of paths, got another value.");
  }
  if (boxes !== undefined && boxes !== "xywh" && boxes !== "xyxy") {
    refuse("openDataSet", 'boxes to be "xywh" or "xyxy"', JSON.stringify(boxes) ?? typeof boxes);
  }
  if (subset === undefined) return;
  if (!Number.isInteger(subset.size) || subset.size < 1) {
    refuse("openDataSet", "subset.size to be an integer of at least 1", `${subset.size}`);
  }
  if (!Number.isInteger(subset.seed) || subset.seed < 0 || subset.seed >= 2 ** 32) {
    refuse("openDataSet", "subset.seed to be an integer in 0 … 4294967295", `${subset.seed}`);
  }
}
