import { checkFields, oneOf, positive, rate, wholeNumber } from "./check-fields.ts";

/** What a localizer is made of; it travels inside every checkpoint. */
export interface LocalizerConfiguration {
  /** Multiplies every channel count of the image network, table S1; the paper's is 1. */
  readonly imageWidth: number;
  /** Multiplies every channel count of the sound network, table S2; the paper's is 1. */
  readonly soundWidth: number;
  /** Length K of the picture's and the sound's feature vectors; the paper does not say, we use 512. */
  readonly features: number;
  /** Side of the square picture that the image network sees, in pixels; the paper's is 224. */
  readonly pictureSide: number;
  /** Minus the ImageNet mean (the paper), or also divided by its standard deviation (torchvision's weights). */
  readonly pictureScale: "mean" | "mean-and-deviation";
  /** The sound network's first channel: the amplitude as it is (the paper), or log(1 + 10 · amplitude). */
  readonly amplitude: "raw" | "log";
  /** Batch norm in the image trunk and in both networks' heads; the paper has `"none"`. */
  readonly batchNorm: "none" | "trunk" | "heads" | "trunk-and-heads";
  /** Batch norm in the selection module's dense layers; the paper has `"none"`. */
  readonly selectionBatchNorm: "none" | "heads";
  /** `"constant"` is the ablation of table S5: no potential localization network, P = 1 / pixels. */
  readonly potential: "learned" | "constant";
}

/** How a localizer is trained; it travels inside a checkpoint of an unfinished training. */
export interface TrainingConfiguration {
  /** Pairs in a batch; the paper's is 8. */
  readonly batchSize: number;
  /** Passes over the training set; the paper's is 25 from pretrained weights, 50 de novo. */
  readonly epochs: number;
  /** Adam's rate for the trunk of the image network; the paper's is 1e-5 pretrained, 1e-4 de novo. */
  readonly trunkRate: number;
  /** Adam's rate for everything else; the paper's is 1e-4. */
  readonly rate: number;
  /** One foreign sound for each picture (the paper, as we read it), or all other sounds of the batch. */
  readonly negatives: "one" | "all";
  /** Seed of the order, the crops and the negatives, 0 … 2³² − 1. */
  readonly seed: number;
}

/** The localizer of the paper, with the choices of `docs/paper-map.md` where it is silent. */
export const paperConfiguration: LocalizerConfiguration = {
  imageWidth: 1,
  soundWidth: 1,
  features: 512,
  pictureSide: 224,
  pictureScale: "mean",
  amplitude: "raw",
  batchNorm: "none",
  selectionBatchNorm: "none",
  potential: "learned",
};

/** The paper's two schedules, supplement A: from pretrained trunk weights, and from nothing. */
export const paperTraining: {
  /** From a trunk that has learned to classify pictures. */
  readonly pretrained: TrainingConfiguration;
  /** From weights drawn at random. */
  readonly deNovo: TrainingConfiguration;
} = {
  pretrained: { batchSize: 8, epochs: 25, trunkRate: 1e-5, rate: 1e-4, negatives: "one", seed: 0 },
  deNovo: { batchSize: 8, epochs: 50, trunkRate: 1e-4, rate: 1e-4, negatives: "one", seed: 0 },
};

/**
 * Checks a localizer's configuration.
 *
 * @param value - anything, for example JSON from a file
 * @param caller - the function to name in the error
 * @returns the configuration, with the value's own fields
 * @throws RangeError that names each field at fault, what it should be and what it is
 */
export function checkLocalizerConfiguration(
  value: unknown,
  caller: string,
): LocalizerConfiguration {
  return checkFields<LocalizerConfiguration>(
    value,
    `${caller}: expected a localizer's configuration`,
    {
      imageWidth: positive,
      soundWidth: positive,
      features: wholeNumber(1),
      pictureSide: wholeNumber(16),
      pictureScale: oneOf("mean", "mean-and-deviation"),
      amplitude: oneOf("raw", "log"),
      batchNorm: oneOf("none", "trunk", "heads", "trunk-and-heads"),
      selectionBatchNorm: oneOf("none", "heads"),
      potential: oneOf("learned", "constant"),
    },
  );
}

/**
 * Checks a training's configuration.
 *
 * @param value - anything, for example JSON from a file
 * @param caller - the function to name in the error
 * @returns the configuration, with the value's own fields
 * @throws RangeError that names each field at fault, what it should be and what it is
 */
export function checkTrainingConfiguration(value: unknown, caller: string): TrainingConfiguration {
  return checkFields<TrainingConfiguration>(
    value,
    `${caller}: expected a training's configuration`,
    {
      batchSize: wholeNumber(2),
      epochs: wholeNumber(1),
      trunkRate: rate,
      rate,
      negatives: oneOf("one", "all"),
      seed: wholeNumber(0, 0xffffffff),
    },
  );
}
