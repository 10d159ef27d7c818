export { columnSums } from "./column-sums";
export { filterGradient } from "./filter-gradient";
export { spreadPixels, turnedKernel } from "./input-gradient";
export { matrixProduct, scratchBytes } from "./matrix-product";
export { maxPoolGradient } from "./max-pool-gradient";
export { segmentSums } from "./segment-sums";
