import { access, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ScenePack } from "@ssl/av-datasets";
import {
  createLocalizer,
  createTraining,
  type Localizer,
  type LocalizerConfiguration,
  type NamedArray,
  type TrainingConfiguration,
  train,
  writeCheckpoint,
} from "@ssl/ssl-core";
import { outputFolder } from "./output-folder.ts";
import { progressLine } from "./progress-line.ts";
import { savedRun } from "./saved-run.ts";
import { trainingScenes } from "./scene-sets.ts";
import { Stopped, stopSignal } from "./stop-signal.ts";
import { trainingLog } from "./training-log.ts";
import { writeWholeFile } from "./write-whole-file.ts";

/** How many scenes of which kind. */
interface SceneRecipe {
  /** Scenes composed anew for each epoch. */
  readonly scenesPerEpoch: number;
  /** Scenes have 1 … this many objects that could sound, in turn; one of them does. */
  readonly soundingObjects: number;
  /** Length of every clip. */
  readonly seconds: number;
}

/** Everything that a training on composed scenes depends on. */
export interface SceneTraining {
  readonly configuration: LocalizerConfiguration;
  readonly training: TrainingConfiguration;
  readonly scenes: SceneRecipe;
  /** How the selection module starts; see `createLocalizer`. */
  readonly selectionStart: "he-normal" | "identity";
}

/** Files of a run's folder. */
export const RUN_FILES = {
  checkpoint: "checkpoint.safetensors",
  localizer: "localizer.safetensors",
  log: "log.jsonl",
} as const;

/** How a training is run. */
export interface RunOptions {
  /** The run's folder. */
  readonly folder: string;
  /** Go on from the folder's checkpoint. */
  readonly resume: boolean;
  /** Texts for the checkpoint's metadata; `backend` is held against the resumed run's. */
  readonly notes: Readonly<Record<string, string>> & { readonly backend: string };
  /** Weights to begin with, by name; the others are drawn from the seed. */
  readonly weights?: Readonly<Record<string, NamedArray>>;
}

/**
 * Trains a localizer on scenes composed anew for each epoch.
 *
 * After each epoch the run's folder holds `checkpoint.safetensors`, from which `resume` goes on, and
 * one more line in `log.jsonl`; at the end `localizer.safetensors`, without the training's state.
 * A run that has ended goes on if the recipe has more epochs.
 *
 * @param pack - what the scenes are made of
 * @param recipe - the localizer, its training and the scenes
 * @param options - where the run is, and how it begins
 * @returns the trained localizer; the caller disposes it
 * @throws Error if the folder has a run and `resume` is false, or none of this recipe and it is true
 * @throws Stopped after SIGINT or SIGTERM, when the checkpoint is written
 */
export async function trainOnScenes(
  pack: ScenePack,
  recipe: SceneTraining,
  options: RunOptions,
): Promise<Localizer> {
  const { resume, notes, weights } = options;
  const checkpointFile = join(options.folder, RUN_FILES.checkpoint);
  const saved = resume ? await savedRun(checkpointFile, recipe) : undefined;
  const folder = await outputFolder(options.folder);
  if (saved === undefined) await refuseRun(folder);
  await removeParts(folder);
  const { seed, batchSize, epochs } = recipe.training;
  const side = recipe.configuration.pictureSide;
  const set = trainingScenes(pack, { ...recipe.scenes, seed, side });
  const stepsPerEpoch = Math.floor(set.length / batchSize);
  const stepsDone = saved?.training.position.step ?? 0;
  const steps = epochs * stepsPerEpoch;
  if (stepsDone > steps) {
    throw new RangeError(
      `trainOnScenes: expected at least ${Math.ceil(stepsDone / stepsPerEpoch)} epochs, as many as the run has begun, got ${epochs}. Give more --epochs, or another --out.`,
    );
  }
  const [backend, before] = [notes.backend, saved?.notes.backend].map((text) =>
    text?.replace(/ \(.*/, ""),
  );
  if (before !== undefined && before !== backend) {
    process.stderr.write(
      `The run began on ${before}, and goes on with other last bits on ${backend}.\n`,
    );
  }
  const log = await trainingLog(
    join(folder, RUN_FILES.log),
    saved ? Math.floor(stepsDone / stepsPerEpoch) : 0,
  );
  const localizer = saved
    ? createLocalizer(saved.configuration, { weights: saved.weights })
    : createLocalizer(recipe.configuration, {
        seed,
        selection: recipe.selectionStart,
        ...(weights ? { weights } : {}),
      });
  const training = createTraining(localizer, recipe.training, saved?.training.position);
  const line = progressLine({
    label: "Training",
    total: steps,
    from: stepsDone,
    unit: "pairs",
    scale: batchSize,
  });
  const { signal, release } = stopSignal();
  const allNotes = { ...notes, recipe: JSON.stringify(recipe) };
  const save = async (): Promise<void> =>
    writeWholeFile(checkpointFile, await writeCheckpoint(localizer, training, allNotes));
  const started = performance.now();
  const nothing = { loss: 0, positive: 0, negative: 0, steps: 0 };
  let sums = nothing;
  try {
    await train(training, set, {
      signal,
      onProgress: ({ done, epoch, loss, positive, negative }) => {
        sums = {
          loss: sums.loss + loss,
          positive: sums.positive + positive,
          negative: sums.negative + negative,
          steps: sums.steps + 1,
        };
        line.update(done, `epoch ${epoch + 1} | loss ${(sums.loss / sums.steps).toFixed(4)}`);
      },
      onEpoch: async (epoch) => {
        const mean = (sum: number): number => Number((sum / sums.steps).toFixed(5));
        await log.append({
          epoch: epoch + 1,
          loss: mean(sums.loss),
          positiveCosine: Number((1 - sums.positive / sums.steps).toFixed(5)),
          negativeCosine: mean(sums.negative),
          seconds: Math.round((performance.now() - started) / 1000),
        });
        sums = nothing;
        await save();
      },
    });
    await writeWholeFile(
      join(folder, RUN_FILES.localizer),
      await writeCheckpoint(localizer, undefined, allNotes),
    );
    return localizer;
  } catch (reason) {
    line.stop();
    if (reason instanceof Stopped) {
      await save();
      process.stderr.write(`Wrote ${checkpointFile}. Go on with --resume.\n`);
    }
    localizer.dispose();
    throw reason;
  } finally {
    line.stop();
    release();
    training.dispose();
  }
}

/** Throws if the folder has files of a run, which a new one would replace. */
async function refuseRun(folder: string): Promise<void> {
  for (const name of [RUN_FILES.checkpoint, RUN_FILES.localizer]) {
    const file = join(folder, name);
    const there = await access(file).then(
      () => true,
      () => false,
    );
    if (there) {
      throw new Error(
        `trainOnScenes: expected a folder without a run, got ${file}. Give --resume to go on with it, or another --out.`,
      );
    }
  }
}

/** Removes what writers that were killed left of the run's files. */
async function removeParts(folder: string): Promise<void> {
  const names = Object.values(RUN_FILES);
  for (const file of await readdir(folder)) {
    if (/\.\d+\.part$/.test(file) && names.some((name) => file.startsWith(`${name}.`))) {
      await rm(join(folder, file), { force: true });
    }
  }
}
