export { type BatchNormOptions, type BatchNormResult, batchNorm } from "./batch-norm.ts";
export { batchNormShapes } from "./batch-norm-shapes.ts";
