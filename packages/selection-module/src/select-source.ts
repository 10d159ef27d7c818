import {
  div,
  mul,
  squeeze,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";
import { attentionMap } from "./attention-map.ts";
import { checkFeatures } from "./check-features.ts";
import { filteredFeatures } from "./filtered-features.ts";
import { localizationMap } from "./localization-map.ts";
import type { SelectionCall } from "./types.ts";
import { vectorLength } from "./vector-length.ts";

/** What the module is given: pictures, and m candidate sounds for each of them. */
export interface SelectionInputs {
  /** v, image features, `[batch, height, width, K]`, at least 0. */
  readonly features: Tensor4D;
  /** P, the potential localization map, `[batch, height, width]`, sums to 1. */
  readonly potential: Tensor3D;
  /** s, the candidates' sound features, `[batch, m, K]`, at least 0. */
  readonly sounds: Tensor3D;
}

/** Where each candidate sound comes from, and how well it fits what is seen there. */
export type SelectionResult = {
  /** A, `[batch, m, height, width]`, in 0 … 1. */
  readonly attention: Tensor4D;
  /** α, the localization map, `[batch, m, height, width]`; sums to 1, or is 0. */
  readonly localization: Tensor4D;
  /** ŝ, `[batch, m, K]`, at least 0. */
  readonly filtered: Tensor3D;
  /** Cosine of s and ŝ, `[batch, m]`, in 0 … 1; 0 if one of them is 0. */
  readonly cosine: Tensor2D;
  /** New running statistics by weight name: empty but in training with batch normalization. */
  readonly moving: Record<string, Tensor>;
};

/**
 * Selects, of all potential sources in a picture, the one that each sound comes from.
 *
 * Eqs. (2), (3) and (4) of Oya et al. 2020, and the cosine of eqs. (5) and (6). One pass serves the
 * aligned pair (m = 1), a positive and a negative pair (m = 2), or every sound of the batch.
 *
 * @param inputs - image features, potential map and candidate sounds; borrowed
 * @param weights - those of `selectionShapes(options)`, others are not looked at; borrowed
 * @param options - the module's shape and the mode
 * @returns the maps, the filtered features, the cosines and new running statistics; all the
 *   caller's to dispose
 * @throws RangeError if the shapes do not fit each other, or if a weight is missing or has another
 *   shape than the options say
 * @example
 * ```ts
 * import { initialSelectionWeights, selectSource, uniformPotential } from "@ssl/selection-module";
 * import { useBackend } from "@ssl/tfjs-backends";
 * import { ones, type Rank, tensor } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const weights = Object.fromEntries(
 *   Object.entries(initialSelectionWeights({ features: 8 }, 7)).map(([name, { data, shape }]) => {
 *     return [name, tensor(data, shape)];
 *   }),
 * );
 * const potential = uniformPotential([1, 3, 4]);
 * const features = ones<Rank.R4>([1, 3, 4, 8]);
 * const inputs = { features, potential, sounds: ones<Rank.R3>([1, 2, 8]) };
 * const found = selectSource(inputs, weights, { features: 8, mode: "inference" });
 * console.log(found.localization.shape); // [ 1, 2, 3, 4 ]
 * ```
 */
export function selectSource(
  inputs: SelectionInputs,
  weights: Readonly<Record<string, Tensor>>,
  options: SelectionCall,
): SelectionResult {
  const { features, potential, sounds } = inputs;
  checkFeatures(features, options, "selectSource");
  return tidy(() => {
    const attention = attentionMap(features, sounds);
    const localization = localizationMap(attention, potential);
    const maps = { features, localization };
    const { filtered, moving } = filteredFeatures(maps, weights, options);
    return { attention, localization, filtered, cosine: cosine(sounds, filtered), moving };
  });
}

function cosine(sounds: Tensor3D, filtered: Tensor3D): Tensor2D {
  const products = sum(mul(sounds, filtered), -1, true);
  const lengths = mul(vectorLength(sounds), vectorLength(filtered));
  return squeeze(div(products, lengths), [2]);
}
