import {
  add,
  div,
  mean,
  type Scalar,
  slice,
  sub,
  type Tensor2D,
  tidy,
} from "@tensorflow/tfjs-core";

/** The similarity loss and its two halves. */
export type SimilarityLoss = {
  /** Mean of the two halves, 0 … 1. */
  readonly loss: Scalar;
  /** Eq. (5): mean of 1 − cosine over the pictures with their own sounds, 0 … 1. */
  readonly positive: Scalar;
  /** Eq. (6): mean of the cosine over all other pairs, 0 … 1. */
  readonly negative: Scalar;
};

/**
 * Asks that each picture fits its own sound and no other: the similarity loss.
 *
 * Eqs. (5) and (6) of Oya et al. 2020. Both halves weigh the same, however many negatives there are.
 *
 * @param cosine - `[batch, m]`, m at least 2, in 0 … 1 (`selectSource` gives them); column 0 belongs
 *   to the picture's own sound, as `candidateSounds` orders them; borrowed
 * @returns three scalars; the caller's
 * @throws RangeError if there is no negative
 * @example
 * ```ts
 * import { similarityLoss } from "@ssl/selection-module";
 * import { useBackend } from "@ssl/tfjs-backends";
 * import { tensor2d } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const { loss } = similarityLoss(tensor2d([[0.75, 0.25]]));
 * console.log(await loss.data()); // (1 - 0.75 + 0.25) / 2 = 0.25
 * ```
 */
export function similarityLoss(cosine: Tensor2D): SimilarityLoss {
  const [batch, candidates] = cosine.shape;
  if (cosine.rank !== 2 || candidates < 2) {
    throw new RangeError(
      "similarityLoss: expected cosine of shape [batch, m] with m of at least 2, " +
        `got [${cosine.shape.join(", ")}]. Column 0 is the positive pair, the others are negatives.`,
    );
  }
  return tidy(() => {
    const positive: Scalar = mean(sub(1, slice(cosine, [0, 0], [batch, 1])));
    const negative: Scalar = mean(slice(cosine, [0, 1], [batch, candidates - 1]));
    return { loss: div(add(positive, negative), 2), positive, negative };
  });
}
