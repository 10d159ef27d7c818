import { div, matMul, reshape, type Tensor3D, type Tensor4D, tidy } from "@tensorflow/tfjs-core";
import { vectorLength } from "./vector-length.ts";

/**
 * Compares every cell of a picture with every sound: the attention maps.
 *
 * Eq. (2) of Oya et al. 2020: the cosine of image and sound features,
 * `A = v · s / (max(|v|, 1e-8) · max(|s|, 1e-8))`.
 *
 * @param features - v, `[batch, height, width, K]`, at least 0; borrowed
 * @param sounds - s, `[batch, m, K]`, at least 0, the m candidate sounds of each picture; borrowed
 * @returns A, `[batch, m, height, width]`, in 0 … 1 (−1 … 1 if features are negative), 0 where one
 *   of the two vectors is 0; the caller's
 * @throws RangeError if a shape does not fit
 * @example
 * ```ts
 * import { attentionMap } from "@ssl/selection-module";
 * import { useBackend } from "@ssl/tfjs-backends";
 * import { tensor3d, tensor4d } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const features = tensor4d([[[[3, 4], [0, 1]]]]); // two cells
 * console.log(await attentionMap(features, tensor3d([[[1, 0]]])).data()); // 0.6 and 0
 * ```
 */
export function attentionMap(features: Tensor4D, sounds: Tensor3D): Tensor4D {
  if (features.rank !== 4) {
    throw new RangeError(
      `attentionMap: expected features of shape [batch, height, width, K], ` +
        `got [${features.shape.join(", ")}].`,
    );
  }
  const [batch, height, width, channels] = features.shape;
  const candidates = sounds.shape[1];
  if (sounds.rank !== 3 || sounds.shape[0] !== batch || sounds.shape[2] !== channels) {
    throw new RangeError(
      `attentionMap: expected sounds of shape [${batch}, m, ${channels}], the features' batch and ` +
        `channels, got [${sounds.shape.join(", ")}].`,
    );
  }
  return tidy(() => {
    const cells = reshape(features, [batch, height * width, channels]);
    const queries = div(sounds, vectorLength(sounds));
    const products = matMul(queries, cells, false, true); // [batch, m, cells]
    const lengths = reshape(vectorLength(cells), [batch, 1, height * width]);
    return reshape(div(products, lengths), [batch, candidates, height, width]);
  });
}
