/**
 * Lists the weights of one batch normalization with their shapes.
 *
 * @param name - the layer, for example `"sound.bn1"`
 * @param channels - channels of its input, at least 1
 * @returns shapes by weight name: `NAME.gamma`, `.beta`, `.moving_mean` and `.moving_variance`;
 *   newly allocated
 * @example
 * ```ts
 * import { batchNormShapes } from "@ssl/batch-norm";
 *
 * console.log(batchNormShapes("sound.bn1", 32)["sound.bn1.gamma"]); // [ 32 ]
 * ```
 */
export function batchNormShapes(name: string, channels: number): Record<string, number[]> {
  return {
    [`${name}.gamma`]: [channels],
    [`${name}.beta`]: [channels],
    [`${name}.moving_mean`]: [channels],
    [`${name}.moving_variance`]: [channels],
  };
}
