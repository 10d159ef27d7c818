import { basename } from "node:path";
import { listeningVerdict, type Protocol } from "@ssl/metrics-ciou";
import type { AuditReport } from "@ssl/report";
import { commandLine } from "../command-line.ts";
import type { Draws } from "./audit-estimates.ts";
import { changeReport } from "./change-report.ts";
import { concatReport } from "./concat-report.ts";
import { type Gap, gapReport } from "./gap-report.ts";
import { interactiveReport } from "./interactive-report.ts";
import { negativeReport } from "./negative-report.ts";
import type { RunHow } from "./run-folder.ts";
import type { RunMaps } from "./run-maps.ts";
import type { ScoringOptions } from "./scored-maps.ts";

/** How a report is made. */
export interface AuditReportOptions extends ScoringOptions, Draws {
  /** The protocol by which the verdict judges; one of `protocols`. */
  readonly judge: Protocol;
  /** What the model is called. @default the name of its file */
  readonly name?: string | undefined;
}

/** A report, and the scores that its samples can be shown with. */
export interface MadeReport {
  readonly report: AuditReport;
  readonly gap: Gap | null;
}

/** Makes every number of an audit, and the verdict. */
export async function makeAuditReport(
  run: RunMaps,
  options: AuditReportOptions,
): Promise<MadeReport> {
  const { judge, seed, resamples, signal } = options;
  const gap = await gapReport(run, options);
  const concat = await concatReport(run, options);
  const { change, noiseFloor, aboveFloor } = await changeReport(run, options);
  const negative = await negativeReport(run, { protocol: judge, seed, resamples, signal });
  const interactive = gap && interactiveReport(gap, { protocol: judge, seed, resamples });
  const [measure] = Object.keys(gap?.gap[judge.id] ?? {});
  const name = options.name ?? nameOf(run.how);
  const report: AuditReport = {
    schema: "ssl-audit-report/1",
    name,
    command: commandLine(),
    seed,
    samples: run.pictures.length,
    verdict: listeningVerdict({
      name,
      side: concat?.sideByMass ?? null,
      gap: measure === undefined ? null : gap!.gap[judge.id]![measure]!.difference,
      measure: `${WORDS[measure ?? ""] ?? measure} (${judge.id})`,
      change: aboveFloor,
    }),
    ...(measure === undefined ? {} : { judgedBy: { protocol: judge.id, measure } }),
    leftOut: [...run.manifest.leftOut, ...run.leftOut],
    gap: gap?.gap ?? {},
    pictureOnlyIs: gap?.pictureOnlyIs ?? "silence",
    change,
    noiseFloor,
    concat,
    negative,
    interactive,
    ...(gap ? { curves: gap.curves } : {}),
  };
  return { report, gap };
}

const WORDS: Readonly<Record<string, string>> = {
  ciou50: "cIoU@0.5",
  meanAtHalf: "mean cIoU at 0.5",
};

function nameOf(how: RunHow): string {
  if (how.kind === "command") return how.command;
  if (how.kind === "maps") return basename(how.path);
  const name = basename(how.file).replace(/\.safetensors$/, "");
  return how.map === "potential" ? `the potential map of ${name}` : name;
}
