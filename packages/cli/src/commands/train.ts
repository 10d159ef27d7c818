import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { loadScenePack } from "@ssl/av-datasets";
import { demoDataFolder } from "@ssl/demo-data";
import {
  type LocalizerConfiguration,
  type NamedArray,
  paperConfiguration,
  paperTraining,
  readCheckpoint,
  type TrainingConfiguration,
} from "@ssl/ssl-core";
import type { BackendName } from "@ssl/tfjs-backends";
import { type Command, Option } from "commander";
import { demoRecipe } from "../demo-recipe.ts";
import { startBackend } from "../start-backend.ts";
import { RUN_FILES, trainOnScenes } from "../train-scenes.ts";
import { backendOption, positiveNumber, seedNumber, wholeNumber } from "./options.ts";

type TrainOptions = Partial<LocalizerConfiguration> &
  Partial<TrainingConfiguration> & {
    readonly recipe: "demo" | "paper";
    readonly selectionStart?: "he-normal" | "identity";
    readonly pretrained?: string;
    readonly pack?: string;
    readonly scenesPerEpoch: number;
    readonly objects: number;
    readonly seconds: number;
    readonly out: string;
    readonly resume: boolean;
    readonly backend: BackendName;
    readonly json: boolean;
  };

/** Adds `ssl train`. */
export function addTrain(program: Command): void {
  program
    .command("train")
    .summary("train a localizer on scenes composed from cut-outs and recordings")
    .description(
      "Trains a localizer without labels: which sound belongs to which picture. Scenes are " +
        "composed anew for each epoch. The output folder holds checkpoint.safetensors, written after " +
        "each epoch and when stopped with Ctrl-C (goes on with --resume and the same options), " +
        "log.jsonl, and at the end localizer.safetensors. Options that are left out are the " +
        "recipe's.",
    )
    .addOption(
      new Option("--recipe <name>", "demo: small, learns in minutes; paper: as published")
        .choices(["demo", "paper"])
        .default("demo"),
    )
    .option(
      "--pretrained <file>",
      "start from the image trunk in this checkpoint; with --recipe paper at the rates for that",
    )
    .option(
      "--pack <dir>",
      "cut-outs, recordings and backgrounds with their pack.json; the demo's if left out",
    )
    .option("--scenes-per-epoch <n>", "scenes", wholeNumber(2), demoRecipe.scenes.scenesPerEpoch)
    .option(
      "--objects <n>",
      "objects in a scene that could sound; one does",
      wholeNumber(1),
      demoRecipe.scenes.soundingObjects,
    )
    .option("--seconds <s>", "length of the clips", positiveNumber, demoRecipe.scenes.seconds)
    .option("--image-width <x>", "multiplies the image network's channel counts", positiveNumber)
    .option("--sound-width <x>", "multiplies the sound network's channel counts", positiveNumber)
    .option("--features <k>", "length of the feature vectors", wholeNumber(1))
    .option("--picture-side <px>", "side of the pictures", wholeNumber(16))
    .addOption(new Option("--amplitude <how>", "first sound channel").choices(["raw", "log"]))
    .addOption(
      new Option("--batch-norm <where>", "beyond the paper's").choices([
        "none",
        "trunk",
        "heads",
        "trunk-and-heads",
      ]),
    )
    .addOption(
      new Option("--selection-batch-norm <where>", "beyond the paper's").choices(["none", "heads"]),
    )
    .addOption(
      new Option(
        "--selection-start <kind>",
        "identity: picture and sound features share a space from the first step",
      ).choices(["identity", "he-normal"]),
    )
    .addOption(
      new Option("--potential <kind>", "constant: the ablation of table S5").choices([
        "learned",
        "constant",
      ]),
    )
    .option(
      "--epochs <n>",
      "passes over newly composed scenes; with --resume a run may get more",
      wholeNumber(1),
    )
    .option("--batch-size <n>", "pairs in a step", wholeNumber(2))
    .option("--rate <x>", "Adam's rate", positiveNumber)
    .option("--trunk-rate <x>", "Adam's rate for the image trunk", positiveNumber)
    .addOption(
      new Option("--negatives <kind>", "foreign sounds for each picture").choices(["one", "all"]),
    )
    .option("--seed <n>", "seed of weights, scenes, order, negatives", seedNumber)
    .option("--out <dir>", "the run's folder", "ssl-train")
    .option("--resume", "go on from the checkpoint in the run's folder", false)
    .addOption(backendOption())
    .option("--json", "print where the files are as JSON", false)
    .action(trainFromOptions);
}

async function trainFromOptions(options: TrainOptions): Promise<void> {
  const folder = resolve(options.out);
  const schedule = options.pretrained ? paperTraining.pretrained : paperTraining.deNovo;
  const [localizerDefaults, trainingDefaults] =
    options.recipe === "demo"
      ? [demoRecipe.configuration, demoRecipe.training]
      : [paperConfiguration, schedule];
  const configuration = overridden(localizerDefaults, options);
  const training = overridden(trainingDefaults, options);
  const weights = options.pretrained ? await readTrunk(options.pretrained) : undefined;
  const backend = await startBackend(options.backend);
  const pack = await loadScenePack(options.pack ? resolve(options.pack) : demoDataFolder);
  const localizer = await trainOnScenes(
    pack,
    {
      configuration,
      training,
      selectionStart:
        options.selectionStart ?? (options.recipe === "demo" ? "identity" : "he-normal"),
      scenes: {
        scenesPerEpoch: options.scenesPerEpoch,
        soundingObjects: options.objects,
        seconds: options.seconds,
      },
    },
    { folder, resume: options.resume, notes: { backend }, ...(weights ? { weights } : {}) },
  );
  localizer.dispose();
  const files = {
    localizer: join(folder, RUN_FILES.localizer),
    checkpoint: join(folder, RUN_FILES.checkpoint),
    log: join(folder, RUN_FILES.log),
  };
  if (options.json) process.stdout.write(`${JSON.stringify(files)}\n`);
  process.stderr.write(`Localizer: ${files.localizer}\nLog:       ${files.log}\n`);
}

/** The defaults, each field replaced where the options have one of its name. */
function overridden<T extends object>(defaults: T, options: Partial<T>): T {
  const entries = Object.entries(defaults).map(([name, value]) => [
    name,
    options[name as keyof T] ?? value,
  ]);
  return Object.fromEntries(entries) as T;
}

/** The image trunk's weights in a checkpoint. */
async function readTrunk(file: string): Promise<Record<string, NamedArray>> {
  try {
    const { weights } = readCheckpoint(await readFile(resolve(file)));
    return Object.fromEntries(
      Object.entries(weights).filter(([name]) => /^image\.(conv|bn)\d/.test(name)),
    );
  } catch (cause) {
    throw new Error(
      `readTrunk: expected a checkpoint, got ${file}. Give a file that ssl train wrote.`,
      { cause },
    );
  }
}
