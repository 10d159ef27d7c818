import { selectionShapes } from "./selection-shapes.ts";
import type { SelectionOptions, WeightArray } from "./types.ts";

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
  return Object.fromEntries(
    Object.entries(selectionShapes(options)).map(([name, shape]) => {
      const data = new Float32Array(shape.reduce((product, side) => product * side, 1));
      const [rows = 0] = shape;
      if (name.endsWith(".kernel")) {
        for (let row = 0; row < rows; row++) data[row * rows + row] = 1;
      } else if (name.endsWith(".gamma") || name.endsWith(".moving_variance")) {
        data.fill(1);
      }
      return [name, { shape, data }];
    }),
  );
}
