import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { BackendName } from "@ssl/tfjs-backends";
import { type Command, Option } from "commander";
import { type AuditSample, checkFiles, openManifest } from "../audit/audit-manifest.ts";
import { checkpointMaps } from "../audit/checkpoint-maps.ts";
import { commandMaps } from "../audit/command-maps.ts";
import { givenMaps } from "../audit/given-maps.ts";
import {
  openRunFolder,
  type RunFailure,
  type RunFolder,
  type RunHow,
} from "../audit/run-folder.ts";
import { BadInput } from "../bad-input.ts";
import { loadLocalizer } from "../load-localizer.ts";
import { progressLine } from "../progress-line.ts";
import { listed } from "../score/report-rows.ts";
import { startBackend } from "../start-backend.ts";
import { Stopped, stopSignal } from "../stop-signal.ts";
import { backendOption, positiveNumber, wholeNumber } from "./options.ts";

interface RunOptions {
  readonly manifest: string;
  readonly checkpoint?: string;
  readonly map: "localization" | "potential";
  readonly command?: string;
  readonly maps?: string;
  readonly pictureOnly?: string;
  readonly out: string;
  readonly jobs: number;
  readonly timeout: number;
  readonly skipBad: boolean;
  readonly backend: BackendName;
  readonly json: boolean;
}

/** Adds `ssl audit run`. */
export function addAuditRun(audit: Command): void {
  audit
    .command("run")
    .summary("collect a model's maps of an audit's samples")
    .description(
      "Collects a model's maps of the samples that ssl audit build wrote: of a checkpoint of ours; of " +
        'any program, which reads a line {"id", "picture", "sound"} for each sample and answers with a ' +
        'line {"id", "map"}, the map being a NumPy file; or of maps that are on disk. Maps that are ' +
        "there and whole are kept, so that the same command goes on where one was stopped.",
    )
    .requiredOption("--manifest <file>", "the manifest.json that ssl audit build wrote")
    .addOption(
      new Option("--checkpoint <file>", "a localizer that ssl train wrote").conflicts([
        "command",
        "maps",
      ]),
    )
    .addOption(
      new Option("--map <which>", "with --checkpoint: which of its two maps")
        .choices(["localization", "potential"])
        .default("localization"),
    )
    .addOption(
      new Option("--command <line>", "a program that answers on standard output").conflicts("maps"),
    )
    .option("--maps <path>", "maps by the manifest's ids: a folder, or one file of all")
    .option("--picture-only <path>", "with --maps: maps of the pictures without any sound")
    .requiredOption("--out <dir>", "where the maps go: a new folder, or one to go on with")
    .option("--jobs <n>", "with --command: how many of it run at a time", wholeNumber(1), 1)
    .option(
      "--timeout <s>",
      "with --command: seconds for one answer, the first with the start",
      positiveNumber,
      120,
    )
    .option("--skip-bad", "end well also if samples have no map; they are listed", false)
    .addOption(backendOption())
    .option("--json", "print what was collected as JSON", false)
    .action(run);
}

async function run(options: RunOptions, command: Command): Promise<void> {
  const { pictureOnly } = options;
  const ways = [options.checkpoint, options.command, options.maps];
  if (ways.every((way) => way === undefined)) {
    command.error("error: one of '--checkpoint', '--command' and '--maps' is required.");
  }
  if (pictureOnly !== undefined && options.maps === undefined) {
    command.error("error: option '--picture-only' needs '--maps'.");
  }
  const { signal, release } = stopSignal();
  let folder: RunFolder | undefined;
  try {
    const manifest = await openManifest(options.manifest);
    await checkFiles(manifest);
    folder = await openRunFolder(options.out, manifest, await howOf(options));
    const { kept } = folder;
    const { length: total } = manifest.samples;
    const samples = manifest.samples.filter(({ id }) => !kept.has(id));
    if (kept.size > 0) process.stderr.write(`${kept.size} of ${total} maps are there already.\n`);
    const failures =
      samples.length === 0
        ? []
        : await collected(options, { samples, from: manifest.folder, folder, total, signal });
    const record = await folder.finish(failures);
    const summary = { out: folder.path, kept: kept.size, ...record };
    if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
    else process.stdout.write(`${folder.path}\n`);
    const lacking = [...record.missing, ...failures.map(({ id }) => id)];
    if (lacking.length > 0) {
      const because = failures[0] ? `, ${failures[0].id} because ${failures[0].reason}` : "";
      const words =
        `audit: expected a map for each of the ${total} samples, but ${lacking.length} have none: ` +
        `${listed(lacking)}${because}. All of them stand in run.json in ${folder.path}. `;
      if (!options.skipBad) {
        throw new BadInput(
          `${words}The maps that are there stay; the same command tries the others again, and ` +
            "--skip-bad goes on without them.",
        );
      }
      process.stderr.write(`${words}\n`);
    }
  } catch (reason) {
    if (reason instanceof Stopped) {
      process.stderr.write("The maps so far stay; the same command goes on from there.\n");
    }
    throw reason;
  } finally {
    release();
  }
}

async function howOf(options: RunOptions): Promise<RunHow> {
  const { checkpoint, command, maps, pictureOnly } = options;
  if (command !== undefined) return { kind: "command", command };
  if (maps !== undefined) {
    const without = pictureOnly === undefined ? null : resolve(pictureOnly);
    return { kind: "maps", path: resolve(maps), pictureOnly: without };
  }
  const file = resolve(checkpoint!);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new BadInput(
      `audit: expected a checkpoint, got no readable file ${file}. Give another --checkpoint.`,
      { cause },
    );
  });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { kind: "checkpoint", file, sha256, map: options.map };
}

interface Collecting {
  readonly samples: readonly AuditSample[];
  readonly from: string;
  readonly folder: RunFolder;
  readonly total: number;
  readonly signal: AbortSignal;
}

async function collected(options: RunOptions, work: Collecting): Promise<RunFailure[]> {
  const { samples, total } = work;
  const from = total - samples.length;
  const { command, maps, pictureOnly, jobs, timeout: timeoutSeconds } = options;
  if (command === undefined && maps === undefined) await startBackend(options.backend);
  const localizer =
    command === undefined && maps === undefined ? await asInput(options.checkpoint!) : undefined;
  const line = progressLine({ label: "Collecting", total, from, unit: "maps" });
  const shared = { ...work, onSample: (done: number) => line.update(from + done) };
  try {
    if (localizer !== undefined) {
      return await checkpointMaps({ ...shared, localizer, which: options.map });
    }
    if (command === undefined) return await givenMaps({ ...shared, path: maps!, pictureOnly });
    return await commandMaps({ ...shared, command, jobs, timeoutSeconds });
  } finally {
    line.stop();
    localizer?.dispose();
  }
}

async function asInput(file: string): ReturnType<typeof loadLocalizer> {
  return loadLocalizer(file).catch((cause: Error) => {
    throw new BadInput(cause.message, { cause: cause.cause });
  });
}
