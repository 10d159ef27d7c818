import { checkSameSize, readTruth, readUnitMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/**
 * The Dice coefficient of a prediction with the ground truth, as the paper prints it.
 *
 * Eq. (10) of Oya et al. 2020: Σ G·U / max(Σ G + Σ U, 10⁻¹²). There is no factor 2, so a perfect
 * binary prediction has 0.5; the usual coefficient is twice this.
 *
 * @param truth - G, `[height, width]`, values in 0…1
 * @param prediction - U, `[height, width]` of the truth's size, values in 0…1
 * @returns 0…0.5; 0 if both are empty
 * @throws TypeError if truth or prediction is not an ndarray; RangeError if they are not
 * two-dimensional, finite, in 0…1 and of one size
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { dice } from "@ssl/metrics-ciou";
 *
 * console.log(dice(ndarray([1, 1, 0], [1, 3]), ndarray([1, 0.5, 0.5], [1, 3]))); // 1.5 / 4
 * ```
 */
export function dice(truth: Grid, prediction: Grid): number {
  const consensus = readTruth("dice", truth);
  const cure = "Pass probabilities, not logits.";
  const output = readUnitMap("dice", "prediction", prediction, cure);
  checkSameSize("dice", "prediction", output, consensus);
  let shared = 0;
  let total = 0;
  for (let i = 0; i < consensus.values.length; i++) {
    const agreement = consensus.values[i]!;
    const probability = output.values[i]!;
    shared += agreement * probability;
    total += agreement + probability;
  }
  return shared / Math.max(total, 1e-12);
}
