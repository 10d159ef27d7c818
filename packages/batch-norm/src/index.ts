export { type BatchNormResult, batchNorm } from "./batch-norm.ts";
export { batchNormShapes } from "./batch-norm-shapes.ts";
export {
  type NamedBatchNormOptions,
  type NamedBatchNormResult,
  namedBatchNorm,
} from "./named-batch-norm.ts";
export type { BatchNormOptions, BatchNormState, MovingStatistics } from "./types.ts";
