import type { Finding, FindingCase, FindingCode } from "./data-set-examination.ts";
import type { ExaminedSample } from "./examined-samples.ts";
import { finding } from "./finding.ts";

/** What two parts share of one thing: a sentence of its samples. */
export interface Leak {
  readonly ids: readonly string[];
  readonly detail: string;
  readonly files?: readonly string[];
  readonly left: readonly string[];
}

/** The finding of leaks of one kind. */
export function leakFinding(code: FindingCode, leaks: readonly Leak[], things: string): Finding[] {
  const cases = leaks.map(({ ids, detail, files }): FindingCase => {
    return files === undefined ? { ids, detail } : { ids, detail, files };
  });
  const [found] = finding(code, cases, {
    severity: "fault",
    what: `${things} in two parts that should share nothing`,
    advice: "Leave them out of the training set: the test set stays as others know it.",
  });
  if (found === undefined) return [];
  return [{ ...found, leaveOut: [...new Set(leaks.flatMap(({ left }) => left))] }];
}

/** Whether samples are of two parts; which, and which of them to leave out. */
export function leakOf(
  users: readonly ExaminedSample[],
): { ids: string[]; detail: string; left: string[] } | undefined {
  const own = users.filter((sample) => sample.own);
  const others = users.filter((sample) => !sample.own);
  const ids = own.map(({ id }) => id);
  if (own.length === 0) return undefined;
  if (others.length > 0) {
    const names = others.slice(0, 3).map(({ id }) => id);
    const more = others.length > 3 ? ` and ${others.length - 3} more` : "";
    return { ids, detail: `with ${names.join(", ")}${more}`, left: ids };
  }
  const splits = [...new Set(own.flatMap(({ split }) => split ?? []))].sort();
  if (splits.length < 2) return undefined;
  const training = own.filter(({ split }) => split === "train");
  const left = training.length > 0 ? training : own.filter(({ split }) => split !== "test");
  return { ids, detail: splits.join(" and "), left: left.map(({ id }) => id) };
}

/** Ids and videos that are in two parts. Of files that were looked at, a name alone is a doubt. */
export function nameLeakFindings(
  samples: readonly ExaminedSample[],
  { looked }: { readonly looked: boolean },
): Finding[] {
  const leaksBy = (keyOf: (sample: ExaminedSample) => string | undefined): Leak[] => {
    const byKey = new Map<string, ExaminedSample[]>();
    for (const sample of samples) {
      const key = keyOf(sample);
      if (key === undefined) continue;
      const same = byKey.get(key);
      if (same) same.push(sample);
      else byKey.set(key, [sample]);
    }
    return [...byKey.values()].flatMap((same) => leakOf(same) ?? []);
  };
  const ids = leakFinding(
    "leak-id",
    leaksBy(({ id }) => id),
    "Ids",
  ).map((found): Finding => {
    const cases = found.cases.map((each) => ({ ...each, detail: "" }));
    return { ...found, severity: looked ? "doubt" : "fault", cases };
  });
  return [
    ...ids,
    ...leakFinding(
      "leak-video",
      leaksBy(({ source }) => source),
      "Videos",
    ),
  ];
}
