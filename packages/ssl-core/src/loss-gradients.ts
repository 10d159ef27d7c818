import {
  dispose,
  keep,
  type NamedTensorMap,
  type Scalar,
  stack,
  type Tensor,
  type Tensor1D,
  variableGrads,
} from "@tensorflow/tfjs-core";
import type { Localizer } from "./create-localizer.ts";
import { type TrainingBatch, trainingLoss } from "./training-loss.ts";

/** A batch's loss and what it asks of the weights; all tensors are the caller's own. */
export interface LossGradients {
  /** `[loss, positive, negative]`: the mean similarity loss, and its means by equations 5 and 6. */
  readonly losses: Tensor1D;
  /** The loss's gradient by the weight's name; a weight without any influence is not among them. */
  readonly gradients: NamedTensorMap;
  /** New moving statistics of the batch norms by name. */
  readonly moving: Readonly<Record<string, Tensor>>;
}

/**
 * The similarity loss of a batch in training mode and its gradient for every trainable weight.
 *
 * @param localizer - borrowed
 * @param batch - borrowed
 * @returns losses, gradients and moving statistics; the caller's own
 */
export function lossGradients(localizer: Localizer, batch: TrainingBatch): LossGradients {
  const trainable = Object.entries(localizer.weights).filter(([, weight]) => weight.trainable);
  let halves: Scalar[] = [];
  let moving: Record<string, Tensor> = {};
  const { value, grads } = variableGrads(
    () => {
      const { loss, positive, negative, ...rest } = trainingLoss(localizer, batch);
      halves = [keep(positive), keep(negative)];
      moving = Object.fromEntries(
        Object.entries(rest.moving).map(([name, statistic]) => [name, keep(statistic)]),
      );
      return loss;
    },
    trainable.map(([, weight]) => weight),
  );
  const gradients: NamedTensorMap = {};
  for (const [name, weight] of trainable) {
    const gradient = grads[weight.name];
    if (gradient) gradients[name] = gradient;
  }
  const losses = stack([value, ...halves]) as Tensor1D;
  dispose([value, ...halves]);
  return { losses, gradients, moving };
}
