import { join } from "node:path";
import { loadScenePack } from "@ssl/av-datasets";
import { demoDataFolder } from "@ssl/demo-data";
import type { BackendName } from "@ssl/tfjs-backends";
import { type Command, Option } from "commander";
import { demoRecipe } from "../demo-recipe.ts";
import { evaluateOnPack } from "../evaluate-on-pack.ts";
import { loadLocalizer, shippedLocalizer } from "../load-localizer.ts";
import { outputFolder } from "../output-folder.ts";
import { writeOverlays } from "../overlay-files.ts";
import { scoreJson } from "../score-json.ts";
import { scoreTable } from "../score-table.ts";
import { startBackend } from "../start-backend.ts";
import { stopSignal } from "../stop-signal.ts";
import { trainOnScenes } from "../train-scenes.ts";
import { writeWholeFile } from "../write-whole-file.ts";
import { backendOption, evenNumber, seedNumber, wholeNumber } from "./options.ts";

interface DemoOptions {
  readonly checkpoint?: string;
  readonly train: boolean;
  readonly resume: boolean;
  readonly epochs: number;
  readonly seed: number;
  readonly scenes: number;
  readonly concat: number;
  readonly out: string;
  readonly backend: BackendName;
  readonly json: boolean;
}

/** Adds `ssl demo`. */
export function addDemo(program: Command): void {
  program
    .command("demo")
    .summary("the paper's comparison on real photographs and recordings that ship with ssl")
    .description(
      "Evaluates a localizer on unseen scenes, on concat-and-localize samples and on farm " +
        "photographs, and writes a folder of pictures: does the localization map, which hears " +
        "the sound, do better than the potential map, which does not?",
    )
    .addOption(
      new Option(
        "--checkpoint <file>",
        "a trained localizer; the shipped one if left out",
      ).conflicts("train"),
    )
    .option(
      "--train",
      "train the localizer first, from nothing, instead of using the shipped one",
      false,
    )
    .option("--resume", "with --train: go on from the checkpoint in the output folder", false)
    .option(
      "--epochs <n>",
      "with --train: passes over newly composed scenes",
      wholeNumber(1),
      demoRecipe.training.epochs,
    )
    .option(
      "--seed <n>",
      "with --train: seed of weights, scenes, order",
      seedNumber,
      demoRecipe.training.seed,
    )
    .option("--scenes <n>", "unseen scenes to evaluate on", wholeNumber(2), 200)
    .option("--concat <n>", "concat-and-localize samples, an even number", evenNumber, 1000)
    .option("--out <dir>", "where the pictures, results and a trained localizer go", "ssl-demo")
    .addOption(backendOption())
    .option("--json", "print the results as JSON instead of a table", false)
    .action(demo);
}

async function demo(options: DemoOptions, command: Command): Promise<void> {
  const started = performance.now();
  for (const name of ["resume", "epochs", "seed"]) {
    if (!options.train && command.getOptionValueSource(name) === "cli") {
      command.error(`error: option '--${name}' needs '--train'.`);
    }
  }
  const folder = await outputFolder(options.out);
  const backend = await startBackend(options.backend);
  const pack = await loadScenePack(demoDataFolder);
  const localizer = options.train
    ? await trainOnScenes(
        pack,
        {
          ...demoRecipe,
          training: { ...demoRecipe.training, epochs: options.epochs, seed: options.seed },
        },
        { folder, resume: options.resume, notes: { backend } },
      )
    : await loadLocalizer(options.checkpoint ?? shippedLocalizer);
  const { signal, release } = stopSignal();
  try {
    const scored = await evaluateOnPack(
      localizer,
      pack,
      {
        seed: EVALUATION_SEED,
        seconds: demoRecipe.scenes.seconds,
        scenes: options.scenes,
        concat: options.concat,
      },
      signal,
    );
    const [scenes, concat, farm] = scored.map(({ set }) => set);
    const page = await writeOverlays(
      localizer,
      [
        { title: "Concat-and-localize", stem: "concat", set: concat!, together: 2, files: 24 },
        { title: "Unseen scenes", stem: "scene", set: scenes!, together: 1, files: 24 },
        { title: "Farm photographs", stem: "farm", set: farm!, together: 1, files: 9 },
      ],
      folder,
    );
    const results = {
      backend,
      localizer: options.train ? "trained here" : (options.checkpoint ?? "shipped"),
      sets: scoreJson(scored),
    };
    await writeWholeFile(join(folder, "results.json"), `${JSON.stringify(results, null, 2)}\n`);
    process.stdout.write(
      options.json ? `${JSON.stringify(results, null, 2)}\n` : `${scoreTable(scored)}\n`,
    );
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    process.stderr.write(
      `Pictures: ${page}\nResults:  ${join(folder, "results.json")}\nTook ${seconds} s.\n`,
    );
  } finally {
    release();
    localizer.dispose();
  }
}

/** The evaluation's scenes are the same for every localizer, whatever it was trained with. */
const EVALUATION_SEED = 2020;
