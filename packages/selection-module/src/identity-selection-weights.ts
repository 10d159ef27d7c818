import { initialWeights, type WeightArray } from "@ssl/network-weights";
import { selectionShapes } from "./selection-shapes.ts";
import type { SelectionOptions } from "./types.ts";

/**
 * The weights of a selection module that at first changes nothing: ŝ is the picked picture features.
 *
 * Not in the paper, which is silent on how it starts. Picture features are positive, so two layers
 * with the identity as kernel and ReLU leave them as they are. The similarity loss then brings
 * picture features and sound features into one space from the first step, and the attention map,
 * which compares the two directly, selects after far fewer steps than from random kernels.
 *
 * @param options - the module's shape
 * @returns plain arrays by weight name, in the order of `selectionShapes`; the caller's own
 * @throws RangeError if an option does not fit
 * @example
 * ```ts
 * import { identitySelectionWeights } from "@ssl/selection-module";
 *
 * const weights = identitySelectionWeights({ features: 2 });
 * console.log(weights["selection.fc1.kernel"]?.data); // Float32Array(4) [ 1, 0, 0, 1 ]
 * ```
 */
export function identitySelectionWeights(options: SelectionOptions): Record<string, WeightArray> {
  // Of no seed: what it draws, the two kernels, is replaced.
  const weights = initialWeights(selectionShapes(options), 0);
  for (const layer of [1, 2]) {
    const { shape, data } = weights[`selection.fc${layer}.kernel`]!;
    const [features = 0] = shape;
    data.fill(0);
    for (let row = 0; row < features; row++) data[row * features + row] = 1;
  }
  return weights;
}
