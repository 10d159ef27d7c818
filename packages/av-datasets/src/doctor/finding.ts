import type { Finding, FindingCase, FindingCode } from "./data-set-examination.ts";

/** What is said of a finding beside its cases. */
export interface FindingWords {
  readonly severity: Finding["severity"];
  /** What the cases are; their number follows it. */
  readonly what: string;
  readonly advice: string;
  /**
   * Which samples of a case to leave out: all of them, all but the first, or none because that is no
   * cure. @default "all"
   */
  readonly leaveOut?: "all" | "repeats" | "none";
}

/** A finding of some cases; none of none. */
export function finding(
  code: FindingCode,
  cases: readonly FindingCase[],
  { severity, what, advice, leaveOut = "all" }: FindingWords,
): Finding[] {
  if (cases.length === 0) return [];
  const left = cases.flatMap(({ ids }) =>
    leaveOut === "all" ? ids : leaveOut === "repeats" ? ids.slice(1) : [],
  );
  return [
    {
      code,
      severity,
      ids: [...new Set(cases.flatMap(({ ids }) => ids))],
      what: `${what}: ${cases.length}.`,
      advice,
      cases,
      leaveOut: [...new Set(left)],
    },
  ];
}
