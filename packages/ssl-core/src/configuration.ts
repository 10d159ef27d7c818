import { z } from "zod";

const localizerSchema = z.strictObject({
  imageWidth: z.number().positive(),
  soundWidth: z.number().positive(),
  features: z.int().positive(),
  pictureSide: z.int().min(16),
  pictureScale: z.enum(["mean", "mean-and-deviation"]),
  amplitude: z.enum(["raw", "log"]),
  batchNorm: z.enum(["none", "trunk", "heads", "trunk-and-heads"]),
  selectionBatchNorm: z.enum(["none", "heads"]),
  potential: z.enum(["learned", "constant"]),
});

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

const trainingSchema = z.strictObject({
  batchSize: z.int().min(2),
  epochs: z.int().positive(),
  trunkRate: z.number().nonnegative(),
  rate: z.number().nonnegative(),
  negatives: z.enum(["one", "all"]),
  seed: z.int().min(0).max(0xffffffff),
});

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
 * @throws RangeError that names the field, what it should be and what it is
 */
export function checkLocalizerConfiguration(
  value: unknown,
  caller: string,
): LocalizerConfiguration {
  return check(localizerSchema, value, caller, "a localizer's configuration");
}

/**
 * Checks a training's configuration.
 *
 * @param value - anything, for example JSON from a file
 * @param caller - the function to name in the error
 * @returns the configuration, with the value's own fields
 * @throws RangeError that names the field, what it should be and what it is
 */
export function checkTrainingConfiguration(value: unknown, caller: string): TrainingConfiguration {
  return check(trainingSchema, value, caller, "a training's configuration");
}

function check<T>(schema: z.ZodType<T>, value: unknown, caller: string, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues
    .map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`)
    .join("; ");
  throw new RangeError(`${caller}: expected ${what}, got a fault in ${faults}.`);
}
