import { createHash } from "node:crypto";
import {
  type BoxOrder,
  type MapSet,
  openMapSet,
  readTruth,
  type TruthSample,
  type TruthSet,
} from "@ssl/av-datasets";
import { type Protocol, publishedProtocols } from "@ssl/metrics-ciou";
import { type Command, Option } from "commander";
import { BadInput } from "../bad-input.ts";
import { progressLine } from "../progress-line.ts";
import { protocolsOption } from "../score/protocols-option.ts";
import { formatOption, type ReportFormat, writeOut, writeReport } from "../score/report-format.ts";
import { listed } from "../score/report-rows.ts";
import { scoreInJobs } from "../score/score-in-jobs.ts";
import { type ScoreHeader, scoreReport, type Unmatched } from "../score/score-report.ts";
import { scoreShardJson } from "../score/score-shard.ts";
import { type Shard, shardOf, shardOption } from "../score/shard.ts";
import { htmlOption, writeScorePage } from "../score/write-score-page.ts";
import { stopSignal } from "../stop-signal.ts";
import { seedNumber, wholeNumber } from "./options.ts";

interface ScoreOptions {
  readonly truth: string;
  readonly maps: string;
  readonly boxes?: BoxOrder;
  readonly against?: string;
  readonly protocol: readonly Protocol[];
  readonly format: ReportFormat;
  readonly out?: string;
  readonly html?: string;
  readonly seed: number;
  readonly resamples: number;
  readonly skipBad: boolean;
  readonly shard?: Shard;
  readonly jobs: number;
}

/** Adds `ssl score`. */
export function addScore(program: Command): void {
  program
    .command("score")
    .summary("score any model's maps under every published protocol")
    .description(
      "Scores heat maps against a benchmark's truth: what each paper's own evaluator would have " +
        "printed for them, 95 % intervals, and what a disc in the middle, noise and other maps that " +
        "need no model would have scored.",
    )
    .requiredOption(
      "--truth <path>",
      "vggss.json, IS3-style or MUSIC duet json, Flickr-SoundNet Annotations/, masks as PNG, or ssl-truth/1 json",
    )
    .requiredOption(
      "--maps <path>",
      "a folder of <id>.npy, .npz, .safetensors or .png, or one file of all maps",
    )
    .addOption(
      new Option(
        "--boxes <order>",
        "how a list of MUSIC boxes is to be read, where it does not tell by itself",
      ).choices(["xywh", "xyxy"]),
    )
    .option("--against <path>", "maps to hold them against, for example potential maps")
    .option(
      "--protocol <ids>",
      "protocols by id, parted by commas, or all",
      protocolsOption,
      publishedProtocols,
    )
    .addOption(formatOption())
    .option("--out <file>", "write to this file instead of standard output")
    .addOption(htmlOption())
    .option("--seed <n>", "seed of the intervals", seedNumber, 1)
    .option("--resamples <n>", "bootstrap resamples; 0 for no intervals", wholeNumber(0), 10_000)
    .option("--skip-bad", "leave out samples without a usable map, and list them", false)
    .option("--shard <i/n>", "score part i, from 0, of n, as a file for `ssl merge`", shardOption)
    .option("--jobs <n>", "score on n threads; the result is the same", wholeNumber(1), 1)
    .addHelpText(
      "after",
      `\nProtocols:\n${publishedProtocols.map(({ id, title }) => `  ${id.padEnd(20)} ${title}`).join("\n")}`,
    )
    .action((options: ScoreOptions, command: Command) => scoreMaps(options, command));
}

async function scoreMaps(options: ScoreOptions, command: Command): Promise<void> {
  if (options.shard && command.getOptionValueSource("format") === "cli") {
    throw new BadInput(
      "score: expected no --format with --shard, whose file is for `ssl merge`, " +
        `got ${options.format}. Give the format to \`ssl merge\`.`,
    );
  }
  if (options.shard && options.html !== undefined) {
    throw new BadInput(
      "score: expected no --html with --shard, which is a part of a run. Give it to `ssl merge`.",
    );
  }
  const { protocol: protocols, shard, skipBad, seed, resamples } = options;
  const { signal, release } = stopSignal();
  try {
    const truth = await asInput(
      readTruth(options.truth, options.boxes ? { boxes: options.boxes } : {}),
    );
    for (const { message, ids } of truth.notes) {
      process.stderr.write(`Truth: ${message} ${listed(ids)}\n`);
    }
    const maps = await asInput(openMapSet(options.maps));
    const against = options.against ? await asInput(openMapSet(options.against)) : undefined;
    const header: ScoreHeader = {
      truth: {
        name: truth.name,
        format: truth.format,
        n: truth.samples.length,
        digest: digest(truth.samples),
        notes: truth.notes.map(({ message, ids }) => ({ message, ids })),
      },
      maps: options.maps,
      against: options.against ?? null,
      protocols: protocols.map(({ id }) => id),
      skipBad,
      seed,
      resamples,
    };
    const part = shard ? shardOf(truth.samples, shard) : truth.samples;
    const { samples, unmatched } = match(part, truth, maps, against);
    if (!skipBad) refuse("have no map", unmatched.missing);
    const progress = progressLine({ label: "Scoring", total: samples.length, unit: "maps" });
    const scored = await scoreInJobs({
      samples,
      maps,
      against,
      protocols,
      jobs: options.jobs,
      onProgress: (done) => progress.update(done),
      signal,
    }).finally(() => progress.stop());
    if (!skipBad) {
      refuse(
        "have no score",
        scored.bad.map(({ id }) => id),
        scored.bad[0]?.reason,
      );
    }
    if (shard) {
      await writeOut(scoreShardJson({ header, shard, unmatched, scored }), options.out);
    } else {
      const report = scoreReport(header, protocols, unmatched, scored);
      await writeReport(report, options);
      await writeScorePage(options.html, report, scored, signal);
    }
  } finally {
    release();
  }
}

/** SHA-256 of what was marked in every sample. */
function digest(samples: readonly TruthSample[]): string {
  const hash = createHash("sha256");
  for (const { id, group = null, annotation } of samples) {
    const mask = "mask" in annotation ? annotation.mask : null;
    hash.update(JSON.stringify([id, group, mask ? mask.shape : annotation]));
    if (mask) hash.update(Uint8Array.from(mask.data));
  }
  return hash.digest("hex");
}

/** Finds each sample's map, and the maps of no sample. */
function match(
  part: readonly TruthSample[],
  truth: TruthSet,
  maps: MapSet,
  against: MapSet | undefined,
): { samples: TruthSample[]; unmatched: Unmatched } {
  const sets = against ? [maps, against] : [maps];
  const there = sets.map(({ ids }) => new Set(ids));
  const known = new Set(truth.samples.map(({ id }) => id));
  const samples = part.filter(({ id }) => there.every((ids) => ids.has(id)));
  const found = new Set(samples);
  return {
    samples,
    unmatched: {
      missing: part.filter((sample) => !found.has(sample)).map(({ id }) => id),
      unused: [...new Set(sets.flatMap(({ ids }) => ids.filter((id) => !known.has(id))))].sort(),
    },
  };
}

/** Ends the command if there are such samples. */
function refuse(fault: string, ids: readonly string[], cause?: string): void {
  if (ids.length === 0) return;
  throw new BadInput(
    `score: expected a map for every sample, but ${ids.length} ${fault}: ${listed(ids)}. ` +
      "Mend them, or leave them out with --skip-bad.",
    cause === undefined ? {} : { cause: new Error(cause) },
  );
}

/** What is wrong with a file of the user's ends the command with exit code 2. */
async function asInput<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new BadInput(cause.message, { cause: cause.cause });
  }
}
