import { type GatheredSet, gatheredSet } from "../data-sets/gathered-set.ts";
import type { OpenDataSetOptions } from "../data-sets/open-data-set.ts";
import { alikeFindings } from "./alike-findings.ts";
import { alikePictures } from "./alike-pictures.ts";
import { alikeSounds } from "./alike-sounds.ts";
import { boxFindings } from "./box-findings.ts";
import type { DataSetExamination, Finding } from "./data-set-examination.ts";
import { frequencies } from "./distribution.ts";
import type { ExaminedFile, ExaminedSamples } from "./examined-samples.ts";
import { examinedSet } from "./examined-set.ts";
import { finding } from "./finding.ts";
import { nameLeakFindings } from "./leak-findings.ts";
import { mediaDistributions } from "./media-distributions.ts";
import { CONSTANT_RANGE, isSilent, mediaFindings } from "./media-findings.ts";
import { mediaInJobs } from "./media-in-jobs.ts";
import { overlapFinding } from "./overlap-finding.ts";
import { layoutFindings, sampleFindings, sourcesOf } from "./set-findings.ts";

/** How far an examination is. */
export interface ExamineProgress {
  /** What is counted: files that are decoded, or pairs of sounds that may be alike. */
  readonly stage: "files" | "pairs";
  /** How many are done. */
  readonly done: number;
  /** How many there are. */
  readonly total: number;
}

/** How a data set is examined. */
export interface ExamineDataSetOptions extends OpenDataSetOptions {
  /**
   * Path of another set, for example the test set: what both hold is a leak. It is opened without
   * the other options.
   *
   * @default none
   */
  readonly against?: string;
  /** Threads that decode; 1 is the caller's own. What is found is the same. @default 1 */
  readonly jobs?: number;
  /** Ends the work when raised; the signal's reason is thrown. */
  readonly signal?: AbortSignal;
  /** Hears of every file that was looked at, and then of every pair of sounds that was compared. */
  readonly onProgress?: (progress: ExamineProgress) => void;
}

/**
 * Looks at a data set before anyone trains on it: what it is, and what is wrong with it.
 *
 * Every picture and sound is decoded once, and a few hundred bytes of it are kept. Found are: files
 * that are missing, extra or cannot be read; sounds that are silent, constant, clipped, full of
 * rumble, or cancel out in mono; pictures of one colour, transparent, turned or misnamed; pictures
 * and sounds that are equal once decoded, or nearly (perceptual hashes, then the correlation of 16 ×
 * 16 pixels; fingerprints of the loudest moments, then the correlation of the recordings at every
 * shift); what two splits, or the set and `against`, share; boxes that are absurd, inside out, empty,
 * outside, tiny, repeated, over everything, or sizes where corners belong; and what the truth's
 * centre alone would score. `docs/data-set-findings.md` tells what it finds in the field's own
 * lists. Nothing is changed. Not in the paper.
 *
 * @param path - of a folder; or of a truth or list alone, of which only what the file tells is found
 * @param options - how to read it, what to hold it against, threads
 * @returns plain data, ready for JSON; the caller's own
 * @throws TypeError or RangeError if there is no data set, or an option is not as it should be; a set
 * whose truth is refused is examined as far as it can be read, with a finding `refused`
 * @throws Error with its cause if the folder or file cannot be read
 * @example
 * ```ts
 * import { mkdtempSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { examineDataSet } from "@ssl/av-datasets";
 *
 * const path = join(mkdtempSync(join(tmpdir(), "truth-")), "vggss.json");
 * writeFileSync(path, '[{"file":"a_000001","class":"elk","bbox":[[0.4,0.2,0.4,0.7],[0,0,1,1]]}]');
 * const { findings } = await examineDataSet(path);
 * console.log(findings.map(({ code }) => code)); // [ 'box-empty', 'box-covering' ]
 * ```
 */
export async function examineDataSet(
  path: string,
  options: ExamineDataSetOptions = {},
): Promise<DataSetExamination> {
  const { against, jobs = 1, signal, onProgress, ...reading } = options;
  if (!Number.isInteger(jobs) || jobs < 1) {
    throw new RangeError(`examineDataSet: expected jobs to be a positive integer, got ${jobs}.`);
  }
  signal?.throwIfAborted();
  const set = await examinedSet(path, reading);
  const gathered = await gatheredSet(set, signal);
  const { all, tally } = gathered;
  if (against !== undefined) await addOther(all, against, signal);
  const { samples, files } = all;
  const looked = await mediaInJobs(files, {
    jobs,
    signal,
    onProgress: (done) => onProgress?.({ stage: "files", done, total: files.length }),
  });
  for (const [i, file] of files.entries()) file.signs = looked[i]!;
  const notes: string[] = [];
  const { marks } = gathered;
  const boxes = marks === undefined ? [] : boxFindings(marks);
  const sizes = boxes.some(({ code }) => code === "box-order");
  const layout = layoutFindings(set, {
    boxesTold:
      marks === undefined
        ? []
        : ["clipped", "dropped", "unmarked", ...(sizes ? ["read-as" as const] : [])],
  });
  const findings = [
    ...layout.findings,
    ...badMaskFinding(gathered.badMasks),
    ...sampleFindings(samples, gathered.silent),
    ...nameLeakFindings(samples, { looked: files.length > 0 }),
    ...mediaFindings(samples, files),
    ...alikeFindings(samples, alikePictures(files), {
      kind: "picture",
      empty: (group) => group.files[0]!.signs!.picture!.range <= CONSTANT_RANGE,
    }),
    ...alikeFindings(
      samples,
      await alikeSounds(files, {
        signal,
        onProgress: (done, total) => onProgress?.({ stage: "pairs", done, total }),
        onNote: (note) => notes.push(note),
      }),
      { kind: "sound", empty: (group) => isSilent(group.files[0]!.signs!.sound!) },
    ),
    ...boxes,
    ...overlapFinding(gathered.boxes),
  ];
  const own = samples.filter((sample) => sample.own);
  const ownFiles = files.filter(({ users }) => users.some((user) => samples[user]!.own));
  const ofKind = (kind: ExaminedFile["kind"]): number =>
    ownFiles.filter((file) => file.kind === kind).length;
  const splits: Record<string, number> = {};
  for (const { split } of own) if (split) splits[split] = (splits[split] ?? 0) + 1;
  return {
    schema: "ssl-doctor/1",
    name: set.name,
    layout: set.layout,
    root: set.root,
    counts: {
      samples: own.length,
      annotated: gathered.annotated,
      pictures: ofKind("picture"),
      sounds: ofKind("sound"),
      videos: ofKind("video"),
      sources: sourcesOf(own)?.size ?? null,
      splits,
    },
    findings: [
      ...findings.filter(({ severity }) => severity === "fault"),
      ...findings.filter(({ severity }) => severity === "doubt"),
    ],
    distributions: [
      ...frequencies(
        "class",
        own.flatMap((sample) => sample.class ?? []),
      ),
      ...mediaDistributions(ownFiles),
      ...tally.distributions(),
    ],
    truth: tally.profile(),
    notes: [...layout.notes, ...notes],
  };
}

async function addOther(
  all: ExaminedSamples,
  path: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const other = await examinedSet(path, {});
  for await (const sample of other.samples({ onBadMask: () => {} })) {
    signal?.throwIfAborted();
    all.add(sample, { own: false, root: other.root });
  }
}

function badMaskFinding(bad: GatheredSet["badMasks"]): Finding[] {
  return finding(
    "refused",
    bad.map(({ id, reason }) => ({ ids: [id], detail: reason })),
    {
      severity: "fault",
      what: "Masks that cannot be read",
      advice: "Write them anew, or leave their samples out.",
    },
  );
}
