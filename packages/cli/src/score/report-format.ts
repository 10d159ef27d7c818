import { resolve } from "node:path";
import { Option } from "commander";
import { writeWholeFile } from "../write-whole-file.ts";
import { reportCsv } from "./report-csv.ts";
import { reportJson } from "./report-json.ts";
import { reportMarkdown, reportTable } from "./report-text.ts";
import type { ScoreReport } from "./score-report.ts";

/** In what form a report is written. */
export type ReportFormat = "table" | "json" | "csv" | "markdown";

const FORMATS: Readonly<Record<ReportFormat, (report: ScoreReport) => string>> = {
  table: reportTable,
  json: reportJson,
  csv: reportCsv,
  markdown: reportMarkdown,
};

/** `--format`, the same for every command that reports scores. */
export function formatOption(): Option {
  return new Option("--format <name>", "the form of the result")
    .choices(Object.keys(FORMATS))
    .default("table");
}

/** Where and in what form a result is written. */
export interface ReportOutput {
  readonly format: ReportFormat;
  readonly out?: string;
}

/** Writes a report. */
export async function writeReport(report: ScoreReport, output: ReportOutput): Promise<void> {
  await writeOut(FORMATS[output.format](report), output.out);
}

/** Writes text to a file, whole or not at all, or to standard output. */
export async function writeOut(text: string, out: string | undefined): Promise<void> {
  if (out === undefined) process.stdout.write(text);
  else await writeWholeFile(resolve(out), text);
}
