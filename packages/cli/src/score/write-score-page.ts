import { resolve } from "node:path";
import { scorePage } from "@ssl/report";
import { Option } from "commander";
import { commandLine } from "../command-line.ts";
import { progressLine } from "../progress-line.ts";
import { writeWholeFile } from "../write-whole-file.ts";
import { scoreCurves } from "./score-curves.ts";
import type { ScoreReport } from "./score-report.ts";
import type { ScoredSamples } from "./scored-samples.ts";

/** `--html`, the same for every command that reports scores. */
export function htmlOption(): Option {
  return new Option(
    "--html <file>",
    "also write a page: success curves with bands, tables, what each protocol does",
  );
}

/** Writes the page of a report, whole or not at all; nothing without a path. */
export async function writeScorePage(
  path: string | undefined,
  report: ScoreReport,
  scored: ScoredSamples,
  signal?: AbortSignal,
): Promise<void> {
  if (path === undefined) return;
  const { seed, resamples } = report.header;
  const progress = progressLine({
    label: "Success curves",
    total: report.protocols.length,
    unit: "protocols",
  });
  const curves = await scoreCurves(scored, {
    seed,
    resamples,
    onProgress: (done) => progress.update(done),
    ...(signal ? { signal } : {}),
  }).finally(() => progress.stop());
  await writeWholeFile(resolve(path), scorePage(report, { curves, command: commandLine() }));
}
