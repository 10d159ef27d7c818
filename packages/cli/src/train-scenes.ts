import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ScenePack } from "@ssl/av-datasets";
import {
  createLocalizer,
  createTraining,
  type Localizer,
  type LocalizerConfiguration,
  readCheckpoint,
  type TrainingConfiguration,
  train,
  writeCheckpoint,
} from "@ssl/ssl-core";
import { progressLine } from "./progress-line.ts";
import { trainingScenes } from "./scene-sets.ts";
import { Stopped, stopSignal } from "./stop-signal.ts";
import { writeWholeFile } from "./write-whole-file.ts";

/** How many scenes of which kind. */
export interface SceneRecipe {
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

/**
 * Trains a localizer on scenes composed anew for each epoch.
 *
 * After each epoch the run's folder holds `checkpoint.safetensors`, from which `resume` goes on, and
 * one more line in `log.jsonl`; at the end `localizer.safetensors`, without the training's state.
 *
 * @param pack - what the scenes are made of
 * @param recipe - the localizer, its training and the scenes
 * @param options - the run's folder, whether to go on from its checkpoint, and texts for the metadata
 * @returns the trained localizer; the caller disposes it
 * @throws Stopped after SIGINT or SIGTERM, when the checkpoint is written
 */
export async function trainOnScenes(
  pack: ScenePack,
  recipe: SceneTraining,
  options: {
    readonly folder: string;
    readonly resume: boolean;
    readonly notes: Readonly<Record<string, string>>;
    readonly weights?: Readonly<Record<string, { shape: readonly number[]; data: Float32Array }>>;
  },
): Promise<Localizer> {
  const { folder, resume, notes, weights } = options;
  await mkdir(folder, { recursive: true });
  const checkpointFile = join(folder, RUN_FILES.checkpoint);
  const logFile = join(folder, RUN_FILES.log);
  const saved = resume ? readCheckpoint(await readFile(checkpointFile)) : undefined;
  if (saved && saved.training === undefined) {
    throw new Error(`trainOnScenes: expected an unfinished training in ${checkpointFile}.`);
  }
  const settings = JSON.stringify(recipe);
  if (saved && saved.notes.recipe !== settings) {
    throw new Error(
      `trainOnScenes: expected the recipe of ${checkpointFile}, got another. Give the options that the run began with, or another folder.`,
    );
  }
  const { seed } = recipe.training;
  const localizer = saved
    ? createLocalizer(saved.configuration, { weights: saved.weights })
    : createLocalizer(recipe.configuration, {
        seed,
        selection: recipe.selectionStart,
        ...(weights ? { weights } : {}),
      });
  const training = createTraining(localizer, recipe.training, saved?.training?.position);
  const side = recipe.configuration.pictureSide;
  const set = trainingScenes(pack, { ...recipe.scenes, seed, side });
  const steps = recipe.training.epochs * Math.floor(set.length / recipe.training.batchSize);
  const line = progressLine("Training", steps, "pairs", recipe.training.batchSize);
  const { signal, release } = stopSignal();
  const allNotes = { ...notes, recipe: settings };
  const save = async (): Promise<void> =>
    writeWholeFile(checkpointFile, await writeCheckpoint(localizer, training, allNotes));
  if (!saved) await writeFile(logFile, "");
  const started = performance.now();
  let sums = { loss: 0, positive: 0, negative: 0, steps: 0 };
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
        line.update(done, `| epoch ${epoch + 1} | loss ${(sums.loss / sums.steps).toFixed(4)}`);
      },
      onEpoch: async (epoch) => {
        const mean = (sum: number): number => Number((sum / sums.steps).toFixed(5));
        const seconds = Math.round((performance.now() - started) / 1000);
        const entry = {
          epoch: epoch + 1,
          loss: mean(sums.loss),
          positiveCosine: Number((1 - sums.positive / sums.steps).toFixed(5)),
          negativeCosine: mean(sums.negative),
          seconds,
        };
        sums = { loss: 0, positive: 0, negative: 0, steps: 0 };
        await appendFile(logFile, `${JSON.stringify(entry)}\n`);
        await save();
      },
    });
    await writeWholeFile(
      join(folder, RUN_FILES.localizer),
      await writeCheckpoint(localizer, undefined, allNotes),
    );
    return localizer;
  } catch (reason) {
    if (reason instanceof Stopped) await save();
    localizer.dispose();
    throw reason;
  } finally {
    line.stop();
    release();
    training.dispose();
  }
}
