import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import {
  type DataSetExamination,
  type ExamineProgress,
  examineDataSet,
  openDataSet,
} from "@ssl/av-datasets";
import { type Command, Option } from "commander";
import { BadInput } from "../bad-input.ts";
import {
  comparedSets,
  comparisonText,
  type SetComparison,
  type SetIds,
  setIds,
} from "../doctor/compared-sets.ts";
import { doctorPage } from "../doctor/doctor-page.ts";
import { doctorText } from "../doctor/doctor-text.ts";
import { fixList } from "../doctor/fix-list.ts";
import { type ProgressLine, progressLine } from "../progress-line.ts";
import { stopSignal } from "../stop-signal.ts";
import { writeWholeFile } from "../write-whole-file.ts";
import { wholeNumber } from "./options.ts";

interface DoctorOptions {
  readonly against?: string;
  readonly truth?: string;
  readonly list?: readonly string[];
  readonly boxes?: "xywh" | "xyxy";
  readonly json: boolean;
  readonly html?: string;
  readonly fixList?: string;
  readonly jobs: number;
}

/** Adds `ssl doctor`. */
export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .summary("find out what is wrong with a data set before anyone trains on it")
    .description(
      "Looks at every file of a data set, or at a truth or list alone, and says what it is, what is " +
        "missing, broken, silent, clipped, repeated or nearly so, what training and test share, " +
        "which boxes are wrong, and what a disc in the middle would score. Changes nothing. Of " +
        "several data sets or lists it also says which ids they share.",
    )
    .argument("<paths...>", "folders of data sets; or truths or lists alone")
    .option("--against <path>", "a set that must share nothing with it, for example the test set")
    .option("--truth <name>", "the file or folder inside it that holds the truth, if several do")
    .option("--list <files...>", "only the samples that these lists name")
    .addOption(
      new Option(
        "--boxes <order>",
        "the order of MUSIC's boxes, where the file leaves it open",
      ).choices(["xywh", "xyxy"]),
    )
    .option("--json", "print everything as JSON", false)
    .option("--html <file>", "write a page with pictures and bars, too")
    .option(
      "--fix-list <file>",
      "write the ids to leave out, one a line; doubts are commented out with #",
    )
    .option("--jobs <n>", "decode on n threads", wholeNumber(1), availableParallelism())
    .addHelpText("after", "\nExit codes: 0 nothing found, 1 something found, 2 not a data set.")
    .action(examine);
}

async function examine(paths: readonly string[], options: DoctorOptions): Promise<void> {
  const { json, html } = options;
  if (options.fixList !== undefined && paths.length > 1) {
    throw new BadInput(
      `doctor: expected one data set for --fix-list, got ${paths.length}. Run it for each of them.`,
    );
  }
  const { signal, release } = stopSignal();
  try {
    const sets: DataSetExamination[] = [];
    for (const path of paths) sets.push(await examinedAt(path, options, signal));
    const comparisons = await comparisonsOf(paths, options);
    if (json) {
      const all = paths.length === 1 ? sets[0] : { schema: "ssl-doctor-sets/1", sets, comparisons };
      process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
    } else {
      const pages = sets.map(doctorText);
      const compared = comparisons.map(comparisonText);
      process.stdout.write(
        [...pages, ...(compared.length > 0 ? [`${compared.join("\n")}\n`] : [])].join("\n\n"),
      );
    }
    if (html !== undefined) await writeWholeFile(resolve(html), await doctorPage(sets));
    if (options.fixList !== undefined) {
      await writeWholeFile(resolve(options.fixList), fixList(sets[0]!));
    }
    if (sets.some(({ findings }) => findings.length > 0) || comparisons.some(isOdd)) {
      process.exitCode = 1;
    }
  } finally {
    release();
  }
}

const LABELS = { files: "Looking", pairs: "Comparing" } as const;

async function examinedAt(
  path: string,
  { against, jobs, ...options }: DoctorOptions,
  signal: AbortSignal,
): Promise<DataSetExamination> {
  let progress: ProgressLine | undefined;
  let shown: ExamineProgress["stage"] | undefined;
  try {
    return await examineDataSet(path, {
      ...openingOf(options),
      ...(against === undefined ? {} : { against }),
      jobs,
      signal,
      onProgress: ({ stage, done, total }) => {
        if (stage !== shown) progress?.stop();
        if (stage !== shown) progress = progressLine({ label: LABELS[stage], total, unit: stage });
        shown = stage;
        progress?.update(done);
      },
    });
  } catch (cause) {
    if (signal.aborted || !(cause instanceof Error)) throw cause;
    throw new BadInput(cause.message, { cause: cause.cause });
  } finally {
    progress?.stop();
  }
}

function openingOf({ truth, list, boxes }: Omit<DoctorOptions, "against" | "jobs">) {
  return {
    ...(truth === undefined ? {} : { truth }),
    ...(list === undefined ? {} : { lists: list }),
    ...(boxes === undefined ? {} : { boxes }),
  };
}

/** Every two of several sets; those whose truth is refused are left out of it. */
async function comparisonsOf(
  paths: readonly string[],
  options: DoctorOptions,
): Promise<SetComparison[]> {
  if (paths.length < 2) return [];
  const sets: { name: string; ids: SetIds }[] = [];
  for (const path of paths) {
    const set = await openDataSet(path, openingOf(options)).catch(() => undefined);
    if (set !== undefined) sets.push({ name: set.name, ids: await setIds(set) });
  }
  return sets
    .flatMap((second, i) => sets.slice(0, i).map((first) => comparedSets(first, second)))
    .filter(({ both, slips }) => both > 0 || slips.length > 0);
}

function isOdd({ slips, otherClass }: SetComparison): boolean {
  return slips.length > 0 || otherClass.length > 0;
}
