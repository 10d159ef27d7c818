import type { DataSetNote } from "../data-sets/data-set.ts";
import type { Finding, FindingCase, FindingCode } from "./data-set-examination.ts";
import type { ExaminedSample } from "./examined-samples.ts";
import type { ExaminedSet } from "./examined-set.ts";
import { finding } from "./finding.ts";

/** Samples for each video: more, and N says little about how sure a score is. */
const SAMPLES_OF_A_VIDEO = 10;

/** Share of the names that speak of a video before all are taken to. */
const NAMED = 0.9;

/** What the reader's notes are findings of; the others are told as they are. */
const NOTES: Partial<Record<DataSetNote["kind"], readonly [FindingCode, string]>> = {
  repeated: ["repeated-entry", "See which of the entries is meant."],
  unlisted: ["unlisted", "Say which list a score is of: N differs."],
  "no-truth": ["no-truth", "No map can score on them; find the truth that the list belongs to."],
  "left-out": ["left-out", "Say that N does not hold them."],
};

/** What is wrong with the set as it lies on disk, and what else its reader said. */
export function layoutFindings(
  set: ExaminedSet,
  { boxesTold }: { readonly boxesTold: readonly DataSetNote["kind"][] },
): { findings: Finding[]; notes: string[] } {
  const { refusals, missing, extra } = set;
  const bySample = new Map<string, string[]>();
  for (const { id, what } of missing) bySample.set(id, [...(bySample.get(id) ?? []), what]);
  const lacking = [...bySample].map(([id, what]) => ({ ids: [id], detail: what.join(", ") }));
  const notes: string[] = [];
  const noted: Finding[] = [];
  for (const { kind, message, ids } of set.notes) {
    const known = NOTES[kind];
    if (kind === "broken-link") {
      const cases = ids.map((path): FindingCase => ({ ids: [], detail: "", files: [path] }));
      noted.push(
        ...finding("broken-link", cases, {
          severity: "fault",
          what: "Links that lead nowhere",
          advice: "Fetch what they should lead to, or remove them.",
        }),
      );
    } else if (known !== undefined) {
      const [code, advice] = known;
      const cases = ids.map((id) => ({ ids: [id], detail: "" }));
      const [found] = finding(code, cases, {
        severity: "doubt",
        what: "",
        advice,
        leaveOut: code === "no-truth" ? "all" : "none",
      });
      if (found !== undefined) noted.push({ ...found, what: message });
    } else if (!boxesTold.includes(kind)) notes.push(message);
  }
  const findings = [
    ...finding(
      "refused",
      refusals.map(({ ids, reason }) => ({ ids, detail: reason })),
      {
        severity: "fault",
        what: "Places that the readers refuse; the rest is told as far as it can be read",
        advice: "Mend them: no reader of this project opens the set as it is.",
      },
    ),
    ...finding("missing-file", lacking, {
      severity: "fault",
      what: "Samples that lack a file",
      advice: "Fetch the files, or leave the samples out and say how many are left.",
    }),
    ...finding(
      "extra-file",
      extra.map((path): FindingCase => ({ ids: [], detail: "", files: [path] })),
      {
        severity: "doubt",
        what: "Files that no sample names",
        advice: "See whether a list is incomplete, or a name misspelt; else move them away.",
      },
    ),
    ...noted,
  ];
  return { findings, notes };
}

/** What is odd about the samples' names, classes and videos. */
export function sampleFindings(
  all: readonly ExaminedSample[],
  silent: readonly ListedSilence[],
): Finding[] {
  const samples = all.filter(({ own }) => own);
  const sources = sourcesOf(samples);
  const few = sources !== undefined && samples.length >= SAMPLES_OF_A_VIDEO * sources.size;
  return [
    ...finding(
      "id-case",
      alikeWords(
        samples.map(({ id }) => id),
        (id) => id.toLowerCase(),
      ),
      {
        severity: "doubt",
        what: "Groups of ids that differ in upper and lower case alone",
        advice: "Not every file system can tell them apart; rename them.",
        leaveOut: "none",
      },
    ),
    ...finding(
      "class-spelling",
      alikeWords(
        samples.flatMap((sample) => sample.class ?? []),
        (name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ""),
      ).map(({ ids }) => ({ ids: [], detail: ids.map((name) => JSON.stringify(name)).join(", ") })),
      {
        severity: "doubt",
        what: "Groups of class names that differ in case, spaces or signs alone",
        advice: "They count as different classes. Give them one name.",
      },
    ),
    ...(few
      ? finding("few-videos", samplesOfEach(samples), {
          severity: "doubt",
          what: `Videos that ${samples.length} samples come from`,
          advice: "Its samples repeat each other: intervals over samples are too narrow.",
        })
      : []),
    ...finding(
      "own-sound",
      silent
        .filter(({ picture, sound }) => picture === sound)
        .map(({ id }) => ({ ids: [id], detail: "" })),
      {
        severity: "doubt",
        what: "Samples listed as non-sounding with the sound of their own video",
        advice: "Listen to them: that the source is not seen is the list's word alone.",
        leaveOut: "none",
      },
    ),
    ...finding("own-class", ofOwnClass(samples, silent), {
      severity: "doubt",
      what: "Samples listed as non-sounding with a sound of the class that is seen",
      advice: "A map that answers to the class is marked wrong on them, though it listens.",
    }),
  ];
}

/** A sample that a list calls non-sounding. */
export interface ListedSilence {
  readonly id: string;
  readonly picture: string;
  readonly sound: string;
}

/** Those whose picture and sound, of two samples, are of one class. */
function ofOwnClass(
  samples: readonly ExaminedSample[],
  silent: readonly ListedSilence[],
): FindingCase[] {
  const byId = new Map(samples.map((sample) => [sample.id, sample.class]));
  const classes = new Map(silent.map(({ id, picture }) => [picture, byId.get(id)]));
  return silent.flatMap(({ id, picture, sound }): FindingCase[] => {
    const name = classes.get(picture);
    const same = name !== undefined && picture !== sound && classes.get(sound) === name;
    return same ? [{ ids: [id], detail: name }] : [];
  });
}

/** The videos, those with the most samples first. */
function samplesOfEach(samples: readonly ExaminedSample[]): FindingCase[] {
  const counts = new Map<string, number>();
  for (const { source } of samples) {
    if (source !== undefined) counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([source, count]) => ({ ids: [], detail: `${source}: ${count} samples` }));
}

/** The videos that samples' names speak of; undefined if most speak of none. */
export function sourcesOf(samples: readonly ExaminedSample[]): Set<string> | undefined {
  const found = samples.flatMap(({ source }) => source ?? []);
  return samples.length > 0 && found.length >= NAMED * samples.length ? new Set(found) : undefined;
}

/** Groups of different words that are the same once folded. */
function alikeWords(words: readonly string[], fold: (word: string) => string): FindingCase[] {
  const byFold = new Map<string, Set<string>>();
  for (const word of words) {
    const folded = fold(word);
    byFold.set(folded, (byFold.get(folded) ?? new Set()).add(word));
  }
  return [...byFold.values()]
    .filter((same) => same.size > 1)
    .map((same) => ({ ids: [...same].sort(), detail: "" }));
}
