import { initialWeights, type WeightArray } from "@ssl/network-weights";
import { selectionShapes } from "./selection-shapes.ts";
import type { SelectionOptions } from "./types.ts";

/**
 * Draws the weights of a new selection module.
 *
 * Kernels are normal with variance 2 / fan-in (He et al. 2015), each from its own random stream;
 * biases and shifts are 0, scales 1, running statistics 0 and 1.
 *
 * @param options - the module's shape
 * @param seed - an integer in 0 … 2³² − 1
 * @returns plain arrays by weight name, in the order of `selectionShapes`; the caller's own
 * @throws RangeError if the seed or an option does not fit
 * @example
 * ```ts
 * import { initialSelectionWeights } from "@ssl/selection-module";
 *
 * const weights = initialSelectionWeights({ features: 16 }, 7);
 * console.log(weights["selection.fc1.kernel"]?.data.length); // 256
 * ```
 */
export function initialSelectionWeights(
  options: SelectionOptions,
  seed: number,
): Record<string, WeightArray> {
  return initialWeights(selectionShapes(options), seed);
}
