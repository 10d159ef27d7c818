import { initialWeights, type WeightArray } from "@ssl/network-weights";
import { imageNetShapes } from "./image-net-shapes.ts";
import type { ImageNetOptions } from "./types.ts";

/**
 * Draws the weights of a new image network.
 *
 * Kernels are normal with variance 2 / fan-in (He et al. 2015), each from its own random stream;
 * biases and shifts are 0, scales 1, running statistics 0 and 1.
 *
 * @param options - the network's shape
 * @param seed - an integer in 0 … 2³² − 1
 * @returns plain arrays by weight name, in the order of `imageNetShapes`; the caller's own
 * @throws RangeError if the seed or an option does not fit
 * @example
 * ```ts
 * import { initialImageNetWeights } from "@ssl/image-net";
 *
 * const weights = initialImageNetWeights({ width: 0.125, features: 16 }, 7);
 * console.log(weights["image.conv1.kernel"]?.data.length); // 216
 * ```
 */
export function initialImageNetWeights(
  options: ImageNetOptions,
  seed: number,
): Record<string, WeightArray> {
  return initialWeights(imageNetShapes(options), seed);
}
