export { type CheckWeightsOptions, checkWeights } from "./check-weights.ts";
export { initialWeights, type WeightArray } from "./initial-weights.ts";
