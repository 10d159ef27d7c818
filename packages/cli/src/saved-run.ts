import { readFile } from "node:fs/promises";
import { type Checkpoint, readCheckpoint } from "@ssl/ssl-core";
import type { SceneTraining } from "./train-scenes.ts";

/** A checkpoint of a training, from which it goes on. */
export type SavedRun = Checkpoint & Required<Pick<Checkpoint, "training">>;

/**
 * Reads the checkpoint of a run that is to go on.
 *
 * @param file - its path
 * @param recipe - what the run is asked to be now; only its epochs may differ
 * @returns the checkpoint, with the training in it
 * @throws Error if there is none, it holds no training, or it began with another recipe
 */
export async function savedRun(file: string, recipe: SceneTraining): Promise<SavedRun> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Error(
      `savedRun: expected a run to go on with, got no readable file ${file}. Leave out --resume to begin one.`,
      { cause },
    );
  });
  let saved: Checkpoint;
  try {
    saved = readCheckpoint(bytes);
  } catch (cause) {
    throw new Error(
      `savedRun: expected a checkpoint, got ${file}. Leave out --resume and give another --out to begin a run.`,
      { cause },
    );
  }
  const { training, notes } = saved;
  if (training === undefined || notes.recipe === undefined) {
    throw new Error(
      `savedRun: expected a run of ssl train, got a checkpoint without a training in ${file}. Leave out --resume and give another --out to begin one.`,
    );
  }
  const began = settings(JSON.parse(notes.recipe) as SceneTraining);
  const differing = Object.entries(settings(recipe))
    .filter(([name, value]) => value !== began[name])
    .map(([name, value]) => `${name} ${value} instead of ${began[name]}`);
  if (differing.length > 0) {
    throw new Error(
      `savedRun: expected the options that the run in ${file} began with, got ${differing.join(", ")}. Give those, or another --out.`,
    );
  }
  return { ...saved, training };
}

/** All that must stay as it was; a run may have more epochs, also when it has ended. */
function settings(recipe: SceneTraining): Record<string, unknown> {
  const { epochs: _, ...training } = recipe.training;
  const { selectionStart } = recipe;
  return { ...recipe.configuration, ...training, ...recipe.scenes, selectionStart };
}
