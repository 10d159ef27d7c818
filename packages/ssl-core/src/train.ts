import { namedStream } from "@ssl/named-streams";
import { derangement } from "@ssl/selection-module";
import { dispose } from "@tensorflow/tfjs-core";
import type { Training } from "./create-training.ts";
import { eventTurn } from "./event-turn.ts";
import { pictureBatch, spectrogramBatch } from "./network-inputs.ts";
import type { Picture } from "./picture.ts";
import { checkPicture, pictureValues } from "./picture-values.ts";
import type { AudioBufferLike, Sound } from "./sound.ts";
import { soundSpectrogram } from "./sound-spectrogram.ts";
import type { TrainingBatch } from "./training-loss.ts";
import { trainingStep } from "./training-step.ts";

/** A picture and the sound that belongs to it. */
export interface TrainingPair {
  /** At least as large as the localizer's picture side; a larger one is cropped at random. */
  readonly picture: Picture;
  /** Of at least 16 frames, as for `localize`. */
  readonly sound: Sound | AudioBufferLike;
}

/** Pairs to learn from; the same index and epoch must give the same pair. */
export interface TrainingSet {
  /** Pairs in one epoch. */
  readonly length: number;
  /** The pair at an index; a set that composes its pairs may give each epoch others. */
  pair(index: number, epoch: number): TrainingPair | Promise<TrainingPair>;
}

/** How far a training is. */
export interface TrainingProgress {
  /** Steps done. */
  readonly done: number;
  /** Steps in all. */
  readonly total: number;
  /** The epoch of the last step, from 0. */
  readonly epoch: number;
  /** Mean similarity loss of the last step's batch, 0 … 1. */
  readonly loss: number;
  /** Its mean over the positive pairs, equation 5: 1 − cosine. */
  readonly positive: number;
  /** Its mean over the negative pairs, equation 6: cosine. */
  readonly negative: number;
}

/** What may watch and stop a training. */
export interface TrainOptions {
  /** Stops the training between two steps. */
  readonly signal?: AbortSignal;
  /** Called after every step. */
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Called and awaited after every epoch, for example to write a checkpoint. */
  readonly onEpoch?: (epoch: number) => void | Promise<void>;
}

/**
 * Trains a localizer on audio-visual correspondence until its epochs are done, section 3.5.
 *
 * Every epoch visits the pairs in a new order; pairs that do not fill a last batch wait for the
 * next epoch. Order, crops and negatives depend on the seed and the epoch alone, so a training
 * that was stopped and taken up again ends as one that was not.
 *
 * @param training - from `createTraining`; its weights, moments and step change in place
 * @param set - the pairs
 * @param options - abort signal and progress
 * @throws RangeError if the set has fewer pairs than a batch, or a picture is smaller than the
 *   localizer's
 * @throws Error if the loss is no longer finite
 * @throws the signal's reason if it is aborted; the training may then go on later
 */
export async function train(
  training: Training,
  set: TrainingSet,
  options: TrainOptions = {},
): Promise<void> {
  const { configuration } = training;
  const { batchSize, epochs, seed } = configuration;
  const stepsPerEpoch = Math.floor(set.length / batchSize);
  if (stepsPerEpoch < 1) {
    throw new RangeError(
      `train: expected at least ${batchSize} pairs (one batch), got ${set.length}. Add pairs, or make the batch smaller.`,
    );
  }
  const total = epochs * stepsPerEpoch;
  let order: Int32Array | undefined;
  while (training.step < total) {
    await eventTurn();
    options.signal?.throwIfAborted();
    const epoch = Math.floor(training.step / stepsPerEpoch);
    const inEpoch = training.step % stepsPerEpoch;
    if (order === undefined || inEpoch === 0) {
      order = namedStream(seed, `order/epoch-${epoch}`).permutation(set.length);
    }
    const indices = order.subarray(inEpoch * batchSize, (inEpoch + 1) * batchSize);
    const pairs = await Promise.all(Array.from(indices, (index) => set.pair(index, epoch)));
    const losses = await trainOnPairs(training, pairs);
    options.onProgress?.({ done: training.step, total, epoch, ...losses });
    if (inEpoch === stepsPerEpoch - 1) await options.onEpoch?.(epoch);
  }
}

/** Prepares a batch and moves the weights by it. */
async function trainOnPairs(
  training: Training,
  pairs: readonly TrainingPair[],
): Promise<{ loss: number; positive: number; negative: number }> {
  const { localizer, configuration } = training;
  const { seed } = configuration;
  const side = localizer.configuration.pictureSide;
  const crops = namedStream(seed, `crops/step-${training.step}`);
  const pictures = pictureBatch(
    pairs.map(({ picture }) => pictureValues(randomCrop(picture, side, crops.uniform), side)),
    side,
  );
  const sounds = spectrogramBatch(pairs.map(({ sound }) => soundSpectrogram(sound)));
  const negatives: TrainingBatch["negatives"] =
    configuration.negatives === "all"
      ? "all"
      : derangement(pairs.length, namedStream(seed, `negatives/step-${training.step}`));
  const batch = { pictures, spectrograms: sounds.values, frames: sounds.frames, negatives };
  const losses = trainingStep(training, batch);
  dispose([pictures, sounds.values]);
  let values: Float32Array;
  try {
    values = await losses.data<"float32">();
  } finally {
    losses.dispose();
  }
  const [loss, positive, negative] = values as unknown as [number, number, number];
  if (!Number.isFinite(loss)) {
    throw new Error(
      `train: expected a finite loss, got ${loss} at step ${training.step}. Lower the rates, or start from the last checkpoint.`,
    );
  }
  return { loss, positive, negative };
}

/** A random `side` × `side` part of a picture, section 3.1; the picture itself if it is that size. */
function randomCrop(picture: Picture, side: number, uniform: () => number): Picture {
  const { width, height, data } = picture;
  if (width === side && height === side) return picture;
  const channels = checkPicture(picture, "train");
  if (width < side || height < side) {
    throw new RangeError(
      `train: expected pictures of at least ${side} × ${side} pixels, got ${width} × ${height}. Scale them up first.`,
    );
  }
  const left = Math.floor(uniform() * (width - side + 1));
  const top = Math.floor(uniform() * (height - side + 1));
  const part = new Uint8Array(side * side * channels);
  for (let y = 0; y < side; y++) {
    const from = ((top + y) * width + left) * channels;
    part.set(data.subarray(from, from + side * channels), y * side * channels);
  }
  return { data: part, width: side, height: side };
}
