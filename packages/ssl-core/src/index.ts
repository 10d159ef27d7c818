export { type AdamMoments, adamStep } from "./adam-step.ts";
export {
  type LocalizerConfiguration,
  paperConfiguration,
  paperTraining,
  type TrainingConfiguration,
} from "./configuration.ts";
export {
  createLocalizer,
  type Localizer,
  type LocalizerStart,
  type NamedArray,
} from "./create-localizer.ts";
export { createTraining, type Training, type TrainingPosition } from "./create-training.ts";
export {
  type EvaluateOptions,
  type Evaluation,
  type EvaluationRow,
  type EvaluationSample,
  type EvaluationSet,
  evaluate,
  type MapScore,
  type MapSummary,
} from "./evaluate.ts";
export { type Localization, type LocalizerInput, localize } from "./localize.ts";
export type { Picture } from "./picture.ts";
export { type Checkpoint, readCheckpoint } from "./read-checkpoint.ts";
export type { AudioBufferLike, Sound } from "./sound.ts";
export {
  type TrainingPair,
  type TrainingProgress,
  type TrainingSet,
  type TrainOptions,
  train,
} from "./train.ts";
export { writeCheckpoint } from "./write-checkpoint.ts";
