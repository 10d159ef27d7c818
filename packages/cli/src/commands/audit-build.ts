import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { auditSources } from "../audit/audit-source.ts";
import { buildAudit } from "../audit/build-audit.ts";
import { Stopped, stopSignal } from "../stop-signal.ts";
import { seedNumber, wholeNumber } from "./options.ts";

interface BuildOptions {
  readonly data: string;
  readonly out: string;
  readonly truth?: string;
  readonly list?: readonly string[];
  readonly boxes?: "xywh" | "xyxy";
  readonly split?: string;
  readonly pictures?: number;
  readonly rate: number;
  readonly side: number;
  readonly seed: number;
  readonly skipBad: boolean;
  readonly json: boolean;
}

/** Adds `ssl audit build`. */
export function addAuditBuild(audit: Command): void {
  audit
    .command("build")
    .summary("write the samples to try a model on")
    .description(
      "Writes a data set's pictures and sounds as plain files, with a manifest of what is to be tried: " +
        "each picture with its own sound, with silence, white noise, ten off-screen sounds and sounds " +
        "of the same and of another class; and pairs of pictures side by side with the sound of one. " +
        "The same command goes on where one was stopped.",
    )
    .requiredOption("--data <dir>", "an annotated data set, of any layout that ssl doctor knows")
    .requiredOption("--out <dir>", "where the files go: a new folder, or one to go on with")
    .option("--truth <name>", "the file or folder inside it that holds the truth, if several do")
    .option("--list <files...>", "only the samples that these lists name")
    .addOption(
      new Option(
        "--boxes <order>",
        "the order of MUSIC's boxes, where the file leaves it open",
      ).choices(["xywh", "xyxy"]),
    )
    .option("--split <name>", "samples of this split; test, where the data set has it")
    .option("--pictures <n>", "only so many pictures, drawn by the seed", wholeNumber(1))
    .option("--rate <hz>", "sample rate of the sounds", wholeNumber(2000), 22_050)
    .option("--side <px>", "width and height of the pictures that are joined", wholeNumber(16), 256)
    .option("--seed <n>", "of noise, foreign sounds and pairs", seedNumber, 1)
    .option("--skip-bad", "leave out samples that cannot be read, and list them", false)
    .option("--json", "print what was written as JSON", false)
    .action(build);
}

async function build(options: BuildOptions): Promise<void> {
  const { data, truth, list, boxes, split, pictures, seed } = options;
  const { signal, release } = stopSignal();
  try {
    const sources = await auditSources(resolve(data), {
      seed,
      ...(truth === undefined ? {} : { truth }),
      ...(list === undefined ? {} : { lists: list.map((path) => resolve(path)) }),
      ...(boxes === undefined ? {} : { boxes }),
      ...(split === undefined ? {} : { split }),
      ...(pictures === undefined ? {} : { pictures }),
    });
    const { file, manifest } = await buildAudit(sources, {
      out: options.out,
      seed,
      sampleRate: options.rate,
      side: options.side,
      pictures: pictures ?? null,
      skipBad: options.skipBad,
      signal,
    });
    const counts: Record<string, number> = {};
    for (const { condition } of manifest.samples) {
      counts[condition] = (counts[condition] ?? 0) + 1;
    }
    const { leftOut } = manifest;
    for (const { id, reason } of leftOut.slice(0, 10)) {
      process.stderr.write(`Left out: ${id} ${reason}\n`);
    }
    if (leftOut.length > 10) process.stderr.write(`Left out: ${leftOut.length - 10} more\n`);
    const listed = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
    process.stderr.write(`${manifest.samples.length} samples: ${listed.join(", ")}\n`);
    const summary = {
      manifest: file,
      samples: manifest.samples.length,
      conditions: counts,
      leftOut,
    };
    process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : `${file}\n`);
  } catch (reason) {
    if (reason instanceof Stopped) {
      process.stderr.write("What is written stays; the same command goes on from there.\n");
    }
    throw reason;
  } finally {
    release();
  }
}
