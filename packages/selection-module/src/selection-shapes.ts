import { batchNormShapes } from "@ssl/batch-norm";
import type { SelectionOptions } from "./types.ts";

/**
 * Lists the weights of a selection module with their shapes, in the order of the layers.
 *
 * Eq. (4) of Oya et al. 2020: `selection.fc1` and `selection.fc2`, kernels `[in, out]`; with
 * normalized heads also `selection.fcbn1` and `selection.fcbn2`.
 *
 * @param options - the module's shape
 * @returns shapes by weight name; newly allocated
 * @throws RangeError if `features` is not a positive integer
 * @example
 * ```ts
 * import { selectionShapes } from "@ssl/selection-module";
 *
 * console.log(selectionShapes({ features: 64 })["selection.fc1.kernel"]); // [ 64, 64 ]
 * ```
 */
export function selectionShapes(options: SelectionOptions): Record<string, number[]> {
  const { features = 512, batchNorm = "none" } = options;
  if (!Number.isInteger(features) || features < 1) {
    throw new RangeError(
      `selectionShapes: expected features to be an integer of at least 1, got ${features}.`,
    );
  }
  const shapes: Record<string, number[]> = {};
  for (const layer of [1, 2]) {
    shapes[`selection.fc${layer}.kernel`] = [features, features];
    shapes[`selection.fc${layer}.bias`] = [features];
    if (batchNorm === "heads") {
      Object.assign(shapes, batchNormShapes(`selection.fcbn${layer}`, features));
    }
  }
  return shapes;
}
