import { join } from "node:path";
import { type Protocol, publishedProtocols } from "@ssl/metrics-ciou";
import { auditPage } from "@ssl/report";
import { type Command, InvalidArgumentError } from "commander";
import { auditText } from "../audit/audit-text.ts";
import { auditViews } from "../audit/audit-views.ts";
import { makeAuditReport } from "../audit/make-audit-report.ts";
import { openRunMaps } from "../audit/run-maps.ts";
import { BadInput } from "../bad-input.ts";
import { protocolsOption } from "../score/protocols-option.ts";
import { stopSignal } from "../stop-signal.ts";
import { writeWholeFile } from "../write-whole-file.ts";
import { seedNumber, wholeNumber } from "./options.ts";

interface ReportOptions {
  readonly manifest?: string;
  readonly name?: string;
  readonly protocol: readonly Protocol[];
  readonly judge?: string;
  readonly seed: number;
  readonly resamples: number;
  readonly jobs: number;
  readonly skipBad: boolean;
  readonly json: boolean;
}

/** The paper's own reading. A mean over all samples shows a gap where a success rate is 0 for everyone. */
const FIRST_CHOICE = "oya-minmax-224";

/** Adds `ssl audit report`. */
export function addAuditReport(audit: Command): void {
  audit
    .command("report")
    .summary("say what the sound changes, and whether the model listens")
    .description(
      "Says what the sound changes in the maps that ssl audit run collected, each number with its 95 % " +
        "interval, N and floor, and whether the model listens, in one sentence, from stated rules. " +
        "Writes report.json and report.html into the folder.",
    )
    .argument("<dir>", "the folder that ssl audit run wrote")
    .option("--manifest <file>", "where the audit's manifest.json is, if it has moved")
    .option("--name <name>", "what the model is to be called; its file or command if left out")
    .option(
      "--protocol <ids>",
      "protocols by id, parted by commas, or all",
      protocolsOption,
      publishedProtocols,
    )
    .option(
      "--judge <id>",
      `the protocol whose first number the verdict looks at; ${FIRST_CHOICE}, or the first one asked for`,
    )
    .option("--seed <n>", "seed of the intervals", seedNumber, 1)
    .option("--resamples <n>", "bootstrap resamples", leastResamples, 10_000)
    .option("--jobs <n>", "score on n threads; the result is the same", wholeNumber(1), 1)
    .option("--skip-bad", "leave out samples without a map, and list them", false)
    .option("--json", "print report.json instead of tables", false)
    .action(report);
}

async function report(path: string, options: ReportOptions): Promise<void> {
  const { protocol: protocols, seed, resamples, jobs, skipBad, name } = options;
  const wanted = options.judge ?? FIRST_CHOICE;
  const judge =
    protocols.find(({ id }) => id === wanted) ??
    (options.judge === undefined ? protocols[0] : undefined);
  if (judge === undefined) {
    throw new BadInput(
      `audit: expected --judge to be one of the protocols asked for, got ${options.judge}. ` +
        `Name one of ${protocols.map(({ id }) => id).join(", ")}.`,
    );
  }
  const { signal, release } = stopSignal();
  try {
    const run = await openRunMaps(path, { manifest: options.manifest, skipBad });
    const made = await makeAuditReport(run, {
      protocols,
      judge,
      seed,
      resamples,
      jobs,
      signal,
      name,
    });
    const json = `${JSON.stringify(made.report, null, 2)}\n`;
    const views = made.gap ? await auditViews(run, made.gap, judge.id) : [];
    const [jsonFile, page] = ["report.json", "report.html"].map((file) => join(run.folder, file));
    await writeWholeFile(page!, auditPage(made.report, views));
    await writeWholeFile(jsonFile!, json);
    process.stdout.write(options.json ? json : auditText(made.report));
    process.stderr.write(`Report: ${jsonFile}\nPage:   ${page}\n`);
  } finally {
    release();
  }
}

/** With fewer, ends of 95 % intervals are guesses. */
function leastResamples(text: string): number {
  const value = wholeNumber(1)(text);
  if (value < 100) throw new InvalidArgumentError("Expected at least 100.");
  return value;
}
