import { batchNorm } from "@ssl/batch-norm";
import { checkWeights } from "@ssl/network-weights";
import {
  add,
  fused,
  matMul,
  type Rank,
  relu,
  reshape,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";
import { checkFeatures } from "./check-features.ts";
import { pooledFeatures } from "./pooled-features.ts";
import { selectionShapes } from "./selection-shapes.ts";
import type { SelectionCall } from "./types.ts";

/** What is seen where a sound was localized. */
export type FilteredFeatures = {
  /** ŝ, the filtered image features, `[batch, m, K]`, at least 0. */
  readonly filtered: Tensor3D;
  /** New running statistics by weight name: empty but in training with batch normalization. */
  readonly moving: Record<string, Tensor>;
};

/**
 * Describes what is seen where a sound was localized, in the terms of sound features.
 *
 * Eq. (4) of Oya et al. 2020: `ŝ = ReLU(FC(ReLU(FC(Σ v α))))`.
 *
 * @param maps - `features` v `[batch, height, width, K]` and `localization` α
 *   `[batch, m, height, width]`; borrowed
 * @param weights - those of `selectionShapes(options)`, others are not looked at; borrowed
 * @param options - the module's shape and the mode
 * @returns filtered features and new running statistics; the caller's. Where α is 0 everywhere, ŝ
 *   comes from the biases alone
 * @throws RangeError if a shape does not fit, or if a weight is missing or has another shape than the
 *   options say
 * @example
 * ```ts
 * import { filteredFeatures } from "@ssl/selection-module";
 * import { useBackend } from "@ssl/tfjs-backends";
 * import { ones, type Rank, tensor2d, zeros } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const doubling = { kernel: tensor2d([[2]]), bias: zeros([1]) };
 * const weights = {
 *   "selection.fc1.kernel": doubling.kernel,
 *   "selection.fc1.bias": doubling.bias,
 *   "selection.fc2.kernel": doubling.kernel,
 *   "selection.fc2.bias": doubling.bias,
 * };
 * const localization = ones<Rank.R4>([1, 1, 2, 2]);
 * const maps = { features: ones<Rank.R4>([1, 2, 2, 1]), localization };
 * const options = { features: 1, mode: "inference" } as const;
 * console.log(await filteredFeatures(maps, weights, options).filtered.data()); // 16
 * ```
 */
export function filteredFeatures(
  maps: { readonly features: Tensor4D; readonly localization: Tensor4D },
  weights: Readonly<Record<string, Tensor>>,
  options: SelectionCall,
): FilteredFeatures {
  const { features, localization } = maps;
  const { mode } = options;
  const inHeads = options.batchNorm === "heads";
  checkFeatures(features, options, "filteredFeatures");
  const [batch, height, width, channels] = features.shape;
  const candidates = localization.shape[1];
  if (localization.shape.join() !== [batch, candidates, height, width].join()) {
    throw new RangeError(
      `filteredFeatures: expected localization of shape [${batch}, m, ${height}, ${width}], the ` +
        `features' batch and sides, got [${localization.shape.join(", ")}].`,
    );
  }
  checkWeights(weights, selectionShapes(options), {
    caller: "filteredFeatures",
    cure:
      "Give every weight of selectionShapes(options), for example those of " +
      "initialSelectionWeights.",
  });
  return tidy(() => {
    const moving: Record<string, Tensor> = {};
    let filtered = reshape<Rank.R2>(pooledFeatures(features, localization), [
      batch * candidates,
      channels,
    ]);
    for (const layer of [1, 2]) {
      const a = filtered;
      const b = weights[`selection.fc${layer}.kernel`] as Tensor2D;
      const bias = weights[`selection.fc${layer}.bias`]!;
      if (inHeads) {
        const sums = add<Tensor2D>(matMul(a, b), bias);
        const normalized = batchNorm(sums, weights, { name: `selection.fcbn${layer}`, mode });
        filtered = relu(normalized.y);
        Object.assign(moving, normalized.moving);
      } else {
        filtered = fused.matMul({ a, b, bias, activation: "relu" }) as Tensor2D;
      }
    }
    return { filtered: reshape<Rank.R3>(filtered, [batch, candidates, channels]), moving };
  });
}
