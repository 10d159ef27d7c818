import {
  matMul,
  type Rank,
  reshape,
  type Tensor3D,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";

/**
 * Sums the image features of all cells by weight, `Σ v α`, the innermost part of eq. (4).
 *
 * @param features - v, `[batch, height, width, K]`; borrowed
 * @param localization - α, `[batch, m, height, width]`; borrowed
 * @returns `[batch, m, K]`; the caller's
 */
export function pooledFeatures(features: Tensor4D, localization: Tensor4D): Tensor3D {
  const [batch, height, width, channels] = features.shape;
  const candidates = localization.shape[1];
  return tidy(() =>
    matMul(
      reshape<Rank.R3>(localization, [batch, candidates, height * width]),
      reshape<Rank.R3>(features, [batch, height * width, channels]),
    ),
  );
}
