import { dispose, type Tensor1D } from "@tensorflow/tfjs-core";
import { adamStep } from "./adam-step.ts";
import type { Training } from "./create-training.ts";
import { lossGradients } from "./loss-gradients.ts";
import type { TrainingBatch } from "./training-loss.ts";

/**
 * One step of a training: the batch's loss, its gradients, Adam, the batch norms' moving statistics.
 *
 * @param training - its weights, moments and step change in place
 * @param batch - borrowed
 * @returns `[loss, positive, negative]` before the step; the caller's own
 */
export function trainingStep(training: Training, batch: TrainingBatch): Tensor1D {
  const { localizer, configuration, moments } = training;
  const { losses, gradients, moving } = lossGradients(localizer, batch);
  training.step += 1;
  adamStep(localizer.weights, gradients, moments, {
    step: training.step,
    rate: (name) => (isTrunk(name) ? configuration.trunkRate : configuration.rate),
  });
  for (const [name, statistic] of Object.entries(moving)) {
    localizer.weights[name]!.assign(statistic);
  }
  dispose(gradients);
  dispose(moving);
  return losses;
}

/** The weights that a pretrained classifier brings along: the trunk's convolutions and their norms. */
function isTrunk(name: string): boolean {
  return /^image\.(conv|bn)\d/.test(name);
}
