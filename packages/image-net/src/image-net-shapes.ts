import { batchNormShapes } from "@ssl/batch-norm";
import { trunkLayers } from "./trunk-layers.ts";
import type { ImageNetOptions } from "./types.ts";

/**
 * Lists the weights of an image network with their shapes, in the order of the layers.
 *
 * Kernels are `[height, width, in, out]`. Table S1 of Oya et al. 2020: `image.conv1` to
 * `image.conv6`, the two 1 × 1 heads `image.head1` and `image.head2`, and `image.potential`; with
 * batch normalization also `image.bn1` to `image.bn6`, or `image.headbn1` and `image.headbn2`.
 *
 * @param options - the network's shape
 * @returns shapes by weight name; newly allocated
 * @throws RangeError if the width is not positive or `features` is not a positive integer
 * @example
 * ```ts
 * import { imageNetShapes } from "@ssl/image-net";
 *
 * console.log(imageNetShapes({ width: 0.25 })["image.conv2.kernel"]); // [ 3, 3, 16, 32 ]
 * ```
 */
export function imageNetShapes(options: ImageNetOptions): Record<string, number[]> {
  const { width = 1, features = 512, batchNorm = "none" } = options;
  if (!(width > 0 && width < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`imageNetShapes: expected width to be positive, got ${width}.`);
  }
  if (!Number.isInteger(features) || features < 1) {
    throw new RangeError(
      `imageNetShapes: expected features to be an integer of at least 1, got ${features}.`,
    );
  }
  const inTrunk = batchNorm.includes("trunk");
  const inHeads = batchNorm.includes("heads");
  const shapes: Record<string, number[]> = {};
  const convolution = (name: string, side: number, inputs: number, outputs: number): void => {
    shapes[`image.${name}.kernel`] = [side, side, inputs, outputs];
    shapes[`image.${name}.bias`] = [outputs];
  };
  let inputs = 3;
  trunkLayers.forEach(({ channels }, index) => {
    const outputs = Math.max(1, Math.floor(channels * width + 0.5));
    convolution(`conv${index + 1}`, 3, inputs, outputs);
    if (inTrunk) Object.assign(shapes, batchNormShapes(`image.bn${index + 1}`, outputs));
    inputs = outputs;
  });
  for (const head of [1, 2]) {
    convolution(`head${head}`, 1, inputs, features);
    if (inHeads) Object.assign(shapes, batchNormShapes(`image.headbn${head}`, features));
    inputs = features;
  }
  convolution("potential", 1, features, 1);
  return shapes;
}
