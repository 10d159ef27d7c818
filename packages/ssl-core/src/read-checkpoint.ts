import { readSafetensors } from "@ssl/tensor-files";
import {
  checkLocalizerConfiguration,
  checkTrainingConfiguration,
  type LocalizerConfiguration,
  type TrainingConfiguration,
} from "./configuration.ts";
import type { NamedArray } from "./create-localizer.ts";
import type { TrainingPosition } from "./create-training.ts";
import { CHECKPOINT_FORMAT } from "./write-checkpoint.ts";

/** What a checkpoint holds. */
export interface Checkpoint {
  /** What its localizer is made of. */
  readonly configuration: LocalizerConfiguration;
  /** Every weight and moving statistic by name, for `createLocalizer`. */
  readonly weights: Readonly<Record<string, NamedArray>>;
  /** The unfinished training, for `createTraining`; absent in a finished localizer. */
  readonly training?: {
    /** How it is trained. */
    readonly configuration: TrainingConfiguration;
    /** Where it stopped. */
    readonly position: TrainingPosition;
  };
  /** All other metadata, texts by name. */
  readonly notes: Readonly<Record<string, string>>;
}

/**
 * Reads a checkpoint; no code in it is run.
 *
 * @param bytes - a safetensors file that `writeCheckpoint` made
 * @returns its configurations, weights and position; the arrays may share memory with `bytes`
 * @throws Error if the bytes are truncated or no safetensors file, or no checkpoint of this project
 * @throws RangeError if a configuration in it is at fault
 */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes);
  const { format, configuration, training, step, ...notes } = metadata;
  if (format !== CHECKPOINT_FORMAT || configuration === undefined) {
    throw new Error(
      `readCheckpoint: expected a checkpoint of format ${CHECKPOINT_FORMAT}, got ${format ?? "a safetensors file of another program"}.`,
    );
  }
  const weights: Record<string, NamedArray> = {};
  const moments: Record<string, { first: NamedArray; second: NamedArray }> = {};
  for (const [name, { dtype, shape, data }] of Object.entries(tensors)) {
    if (dtype !== "F32" || !(data instanceof Float32Array)) {
      throw new Error(`readCheckpoint: expected ${name} to be of type F32, got ${dtype}.`);
    }
    const array = { shape, data };
    const moment = /^adam\.(first|second)\/(.+)$/.exec(name);
    if (moment === null) {
      weights[name] = array;
    } else {
      const [, which, weight] = moment as unknown as [string, "first" | "second", string];
      moments[weight] ??= { first: array, second: array };
      moments[weight][which] = array;
    }
  }
  return {
    configuration: checkLocalizerConfiguration(
      parse("configuration", configuration),
      "readCheckpoint",
    ),
    weights,
    ...(training === undefined
      ? {}
      : {
          training: {
            configuration: checkTrainingConfiguration(
              parse("training", training),
              "readCheckpoint",
            ),
            position: { step: checkStep(step), moments },
          },
        }),
    notes,
  };
}

function parse(field: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`readCheckpoint: expected the metadata field ${field} to be JSON.`, { cause });
  }
}

function checkStep(step: string | undefined): number {
  const value = Number(step);
  if (step === undefined || !Number.isSafeInteger(value) || value < 0) {
    throw new Error(`readCheckpoint: expected step to be a whole number, got ${step}.`);
  }
  return value;
}
