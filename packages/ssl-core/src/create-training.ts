import { dispose, tensor, variable, zerosLike } from "@tensorflow/tfjs-core";
import type { AdamMoments } from "./adam-step.ts";
import { checkTrainingConfiguration, type TrainingConfiguration } from "./configuration.ts";
import type { Localizer, NamedArray } from "./create-localizer.ts";

/** A training under way: the localizer, how it is trained, and all that the next step depends on. */
export interface Training {
  /** The localizer that is trained, in place; borrowed. */
  readonly localizer: Localizer;
  /** Rates, batches, epochs, negatives and seed. */
  readonly configuration: TrainingConfiguration;
  /** Adam's running means of every trainable weight. */
  readonly moments: Readonly<Record<string, AdamMoments>>;
  /** Steps done. */
  step: number;
  /** Frees Adam's running means; the localizer stays with its owner. */
  dispose(): void;
}

/** Where an earlier training stopped. */
export interface TrainingPosition {
  /** Steps done. */
  readonly step: number;
  /** Adam's running means of every trainable weight, by its name. */
  readonly moments: Readonly<
    Record<
      string,
      {
        /** Mean of the gradients. */
        first: NamedArray;
        /** Mean of their squares. */
        second: NamedArray;
      }
    >
  >;
}

/**
 * Starts a training, or takes one up where it stopped.
 *
 * @param localizer - trained in place; stays the caller's
 * @param configuration - rates, batches, epochs, negatives and seed; see `paperTraining`
 * @param position - where an earlier training stopped, from a checkpoint; the beginning if left out
 * @returns the training; the caller disposes it
 * @throws RangeError if the configuration is at fault
 */
export function createTraining(
  localizer: Localizer,
  configuration: TrainingConfiguration,
  position?: TrainingPosition,
): Training {
  const checked = checkTrainingConfiguration(configuration, "createTraining");
  const moments: Record<string, AdamMoments> = {};
  for (const [name, weight] of Object.entries(localizer.weights)) {
    if (!weight.trainable) continue;
    const moment = (from: NamedArray | undefined): AdamMoments["first"] => {
      const value =
        from === undefined ? zerosLike(weight) : tensor(from.data, [...from.shape], "float32");
      const kept = variable(value, false);
      value.dispose();
      return kept;
    };
    const saved = position?.moments[name];
    moments[name] = { first: moment(saved?.first), second: moment(saved?.second) };
  }
  let disposed = false;
  return {
    localizer,
    configuration: checked,
    moments,
    step: position?.step ?? 0,
    dispose: () => {
      if (!disposed)
        for (const { first, second } of Object.values(moments)) dispose([first, second]);
      disposed = true;
    },
  };
}
