import { resolve } from "node:path";
import { loadScenePack } from "@ssl/av-datasets";
import { demoDataFolder } from "@ssl/demo-data";
import type { BackendName } from "@ssl/tfjs-backends";
import type { Command } from "commander";
import { demoRecipe } from "../demo-recipe.ts";
import { evaluateOnPack } from "../evaluate-on-pack.ts";
import { loadLocalizer, shippedLocalizer } from "../load-localizer.ts";
import { scoreJson } from "../score-json.ts";
import { scoreTable } from "../score-table.ts";
import { startBackend } from "../start-backend.ts";
import { stopSignal } from "../stop-signal.ts";
import { writeWholeFile } from "../write-whole-file.ts";
import { backendOption, evenNumber, positiveNumber, seedNumber, wholeNumber } from "./options.ts";

interface EvaluateOptions {
  readonly checkpoint?: string;
  readonly pack?: string;
  readonly scenes: number;
  readonly concat: number;
  readonly seconds: number;
  readonly seed: number;
  readonly out?: string;
  readonly backend: BackendName;
  readonly json: boolean;
}

/** Adds `ssl evaluate`. */
export function addEvaluate(program: Command): void {
  program
    .command("evaluate")
    .summary("score a trained localizer, both of its maps, beside floors")
    .description(
      "Scores a localizer on unseen scenes composed from a pack, on concat-and-localize samples " +
        "made of them, and on the pack's photographs: localization map, potential map, the gap, " +
        "random and centre disc, under both readings of cIoU.",
    )
    .option("--checkpoint <file>", "a trained localizer; the shipped one if left out")
    .option(
      "--pack <dir>",
      "cut-outs, recordings and backgrounds with their pack.json; the demo's if left out",
    )
    .option("--scenes <n>", "unseen scenes", wholeNumber(2), 200)
    .option("--concat <n>", "concat-and-localize samples, an even number", evenNumber, 1000)
    .option(
      "--seconds <s>",
      "length of the scenes' clips",
      positiveNumber,
      demoRecipe.scenes.seconds,
    )
    .option("--seed <n>", "seed of the scenes and pairs", seedNumber, 2020)
    .option("--out <file>", "also write the results as JSON to this file")
    .addOption(backendOption())
    .option("--json", "print the results as JSON instead of a table", false)
    .action(evaluateCheckpoint);
}

async function evaluateCheckpoint(options: EvaluateOptions): Promise<void> {
  const backend = await startBackend(options.backend);
  const localizer = await loadLocalizer(options.checkpoint ?? shippedLocalizer);
  const { signal, release } = stopSignal();
  try {
    const pack = await loadScenePack(options.pack ? resolve(options.pack) : demoDataFolder);
    const scored = await evaluateOnPack(localizer, pack, options, signal);
    const json = `${JSON.stringify({ backend, sets: scoreJson(scored) }, null, 2)}\n`;
    process.stdout.write(options.json ? json : `${scoreTable(scored)}\n`);
    if (options.out) await writeWholeFile(resolve(options.out), json);
  } finally {
    release();
    localizer.dispose();
  }
}
