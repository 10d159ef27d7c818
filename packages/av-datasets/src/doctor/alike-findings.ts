import type { AlikeGroup } from "./alike-groups.ts";
import type { Finding, FindingCase } from "./data-set-examination.ts";
import type { ExaminedSample } from "./examined-samples.ts";
import { finding } from "./finding.ts";
import { leakFinding, leakOf } from "./leak-findings.ts";

/** What the groups are of. */
export interface AlikeKind {
  readonly kind: "picture" | "sound";
  /** Whether a group says nothing: silence, or one colour. */
  readonly empty: (group: AlikeGroup) => boolean;
}

/**
 * What is the same, or nearly, in samples that should differ, or in parts that should share nothing.
 *
 * Samples of one video or one group may share what they like within a part. Of a leak, those samples
 * are to be left out that are not of the test set.
 */
export function alikeFindings(
  samples: readonly ExaminedSample[],
  groups: readonly AlikeGroup[],
  { kind, empty }: AlikeKind,
): Finding[] {
  const leaks: { ids: string[]; detail: string; files: string[]; left: string[] }[] = [];
  const cases = { equal: [] as FindingCase[], alike: [] as FindingCase[] };
  for (const group of groups) {
    const users = [...new Set(group.files.flatMap((file) => file.users))].map(
      (user) => samples[user]!,
    );
    const files = group.files.map(({ shown }) => shown);
    const detail = group.how === "equal" ? "equal" : group.detail;
    const shared = leakOf(users);
    if (shared !== undefined && !empty(group)) {
      leaks.push({ ...shared, detail: `${detail}; ${shared.detail}`, files });
      continue;
    }
    const own = users.filter((sample) => sample.own);
    const origins = new Map(own.map((sample) => [sample.origin, sample.id]));
    // One file that several samples name is what the set says, not an accident.
    const ownFiles = group.files.filter((file) => file.users.some((user) => samples[user]!.own));
    if (origins.size < 2 || ownFiles.length < 2) continue;
    cases[group.how].push({
      ids: own.map(({ id }) => id),
      detail: group.how === "equal" ? "" : group.detail,
      files: ownFiles.map(({ shown }) => shown),
    });
  }
  const things = kind === "picture" ? "pictures" : "sounds";
  return [
    ...leakFinding(
      kind === "picture" ? "leak-picture" : "leak-sound",
      leaks,
      kind === "picture" ? "Pictures" : "Sounds",
    ),
    ...finding(kind === "picture" ? "picture-repeated" : "sound-repeated", cases.equal, {
      severity: "fault",
      what: `Groups of ${things} of different samples that are equal once decoded`,
      advice: "Keep one of each group, or make them one class: no ear or eye tells them apart.",
      leaveOut: "repeats",
    }),
    ...finding(kind === "picture" ? "picture-alike" : "sound-alike", cases.alike, {
      severity: "doubt",
      what: `Groups of ${things} of different samples that are nearly the same`,
      advice: "Look at each group; never put parts of one into both training and test.",
      leaveOut: "repeats",
    }),
  ];
}
