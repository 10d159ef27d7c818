import { initialWeights, type WeightArray } from "@ssl/network-weights";
import { soundNetShapes } from "./sound-net-shapes.ts";
import type { SoundNetOptions } from "./types.ts";

/**
 * Draws the weights of a new sound network.
 *
 * Kernels are normal with variance 2 / fan-in (He et al. 2015), each from its own random stream;
 * biases and shifts are 0, scales 1, running statistics 0 and 1.
 *
 * @param options - the network's shape
 * @param seed - an integer in 0 … 2³² − 1
 * @returns plain arrays by weight name, in the order of `soundNetShapes`; the caller's own
 * @throws RangeError if the seed or an option does not fit
 * @example
 * ```ts
 * import { initialSoundNetWeights } from "@ssl/sound-net";
 *
 * const weights = initialSoundNetWeights({ width: 0.125, features: 16 }, 7);
 * console.log(weights["sound.conv1.kernel"]?.data.length); // 72
 * ```
 */
export function initialSoundNetWeights(
  options: SoundNetOptions,
  seed: number,
): Record<string, WeightArray> {
  return initialWeights(soundNetShapes(options), seed);
}
