import { batchNormShapes } from "@ssl/batch-norm";
import { convolutionLayers, poolingFactor } from "./convolution-layers.ts";
import type { SoundNetOptions } from "./types.ts";

/**
 * Lists the weights of a sound network with their shapes, in the order of the layers.
 *
 * Table S2 of Oya et al. 2020: `sound.conv1` to `sound.conv10` (kernels `[height, width, in, out]`,
 * no bias) with `sound.bn1` to `sound.bn10`, then `sound.fc1` and `sound.fc2` (kernels `[in, out]`);
 * with normalized heads also `sound.fcbn1` and `sound.fcbn2`.
 *
 * @param options - the network's shape
 * @returns shapes by weight name; newly allocated
 * @throws RangeError if the width is not positive, `features` is not a positive integer, or `bins`
 *   is not an integer of at least 16
 * @example
 * ```ts
 * import { soundNetShapes } from "@ssl/sound-net";
 *
 * console.log(soundNetShapes({ width: 0.25 })["sound.fc1.kernel"]); // [ 1024, 512 ]
 * ```
 */
export function soundNetShapes(options: SoundNetOptions): Record<string, number[]> {
  const { width = 1, features = 512, bins = 512, batchNorm = "convolutions" } = options;
  if (!(width > 0 && width < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`soundNetShapes: expected width to be positive, got ${width}.`);
  }
  if (!Number.isInteger(features) || features < 1) {
    throw new RangeError(
      `soundNetShapes: expected features to be an integer of at least 1, got ${features}.`,
    );
  }
  if (!Number.isInteger(bins) || bins < poolingFactor) {
    throw new RangeError(
      `soundNetShapes: expected bins to be an integer of at least ${poolingFactor}, got ${bins}.`,
    );
  }
  const shapes: Record<string, number[]> = {};
  let inputs = 2;
  convolutionLayers.forEach(({ channels }, index) => {
    const outputs = Math.max(1, Math.floor(channels * width + 0.5));
    shapes[`sound.conv${index + 1}.kernel`] = [3, 3, inputs, outputs];
    Object.assign(shapes, batchNormShapes(`sound.bn${index + 1}`, outputs));
    inputs = outputs;
  });
  inputs *= Math.floor(bins / poolingFactor);
  for (const layer of [1, 2]) {
    shapes[`sound.fc${layer}.kernel`] = [inputs, features];
    shapes[`sound.fc${layer}.bias`] = [features];
    if (batchNorm === "convolutions-and-heads") {
      Object.assign(shapes, batchNormShapes(`sound.fcbn${layer}`, features));
    }
    inputs = features;
  }
  return shapes;
}
