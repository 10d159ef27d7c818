import { maxPool, type Tensor, type Tensor4D, tidy } from "@tensorflow/tfjs-core";
import { convolution } from "./convolution.ts";
import { trunkLayers } from "./trunk-layers.ts";
import type { ImageNetCall } from "./types.ts";

/**
 * Runs VGG-11's six convolutions and four max pools, table S1 of the paper.
 *
 * @param pictures - `[batch, height, width, 3]`, already scaled; borrowed
 * @param weights - at least the trunk's; borrowed
 * @param options - where to normalize, and the mode
 * @returns y `[batch, ⌊height / 16⌋, ⌊width / 16⌋, channels]`, at least 0, and the running
 *   statistics of training by weight name; the caller's
 */
export function imageTrunk(
  pictures: Tensor4D,
  weights: Readonly<Record<string, Tensor>>,
  { batchNorm = "none", mode }: ImageNetCall,
): { y: Tensor4D; moving: Record<string, Tensor> } {
  const inTrunk = batchNorm.includes("trunk");
  return tidy(() => {
    let y = pictures;
    const moving: Record<string, Tensor> = {};
    trunkLayers.forEach(({ pooled }, index) => {
      const name = `image.conv${index + 1}`;
      const norm = inTrunk ? `image.bn${index + 1}` : null;
      const layer = convolution(y, weights, { name, norm, mode });
      Object.assign(moving, layer.moving);
      y = pooled ? maxPool(layer.y, 2, 2, "valid") : layer.y;
    });
    return { y, moving };
  });
}
