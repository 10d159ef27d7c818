import { fill, type Tensor3D } from "@tensorflow/tfjs-core";

/**
 * The potential map that knows nothing, for the ablation of table S5: every cell is as likely.
 *
 * @param shape - `[batch, height, width]` in cells
 * @returns `[batch, height, width]`, every value 1 / (height · width); the caller's
 * @example
 * ```ts
 * import { uniformPotential } from "@ssl/selection-module";
 * import { useBackend } from "@ssl/tfjs-backends";
 *
 * await useBackend("cpu");
 * console.log(await uniformPotential([1, 2, 2]).data()); // 0.25, 0.25, 0.25, 0.25
 * ```
 */
export function uniformPotential(shape: readonly [number, number, number]): Tensor3D {
  const [batch, height, width] = shape;
  return fill([batch, height, width], 1 / (height * width));
}
