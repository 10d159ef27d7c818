import {
  matMul,
  reshape,
  type Tensor2D,
  type Tensor3D,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";

/**
 * Gives each picture the sounds it is compared with: its own first, then negatives.
 *
 * The paper does not say how negatives are drawn. One negative a picture is a `derangement` of the
 * batch; `"all"` takes every other sound of the batch.
 *
 * @param sounds - s, `[batch, K]`, sound i belongs to picture i; borrowed
 * @param negatives - for each picture the index of another one's sound, or `"all"`
 * @returns `[batch, m, K]`, column 0 the picture's own sound; m is 2, and column 1 the negative; or
 *   with `"all"` m is the batch, and column j of picture i is sound (i + j) mod batch; the caller's
 * @throws RangeError if the sounds have another shape, if there is not one negative a picture, or if
 *   one is no other sound of the batch
 * @example
 * ```ts
 * import { candidateSounds } from "@ssl/selection-module";
 * import { useBackend } from "@ssl/tfjs-backends";
 * import { tensor2d } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const candidates = candidateSounds(tensor2d([[5], [6], [7]]), Int32Array.of(1, 2, 0));
 * console.log(await candidates.data()); // 5, 6, 6, 7, 7, 5
 * ```
 */
export function candidateSounds(sounds: Tensor2D, negatives: Int32Array | "all"): Tensor3D {
  if (sounds.rank !== 2) {
    throw new RangeError(
      `candidateSounds: expected sounds of shape [batch, K], got [${sounds.shape.join(", ")}].`,
    );
  }
  const [batch, channels] = sounds.shape;
  if (negatives !== "all") checkNegatives(negatives, batch);
  const candidates = negatives === "all" ? batch : 2;
  // Rows of 0 and a single 1 pick sounds by a matrix product: WASM has no gradient of `gather`.
  const picks = new Float32Array(batch * candidates * batch);
  for (let picture = 0; picture < batch; picture++) {
    for (let column = 0; column < candidates; column++) {
      const sound =
        negatives === "all" || column === 0 ? (picture + column) % batch : negatives[picture]!;
      picks[(picture * candidates + column) * batch + sound] = 1;
    }
  }
  return tidy(() => {
    const picked = matMul(tensor2d(picks, [batch * candidates, batch]), sounds);
    return reshape(picked, [batch, candidates, channels]);
  });
}

function checkNegatives(negatives: Int32Array, batch: number): void {
  if (negatives.length !== batch) {
    throw new RangeError(
      `candidateSounds: expected one negative for each of ${batch} pictures, ` +
        `got ${negatives.length}.`,
    );
  }
  negatives.forEach((sound, picture) => {
    if (sound < 0 || sound >= batch || sound === picture) {
      throw new RangeError(
        `candidateSounds: expected the negative of picture ${picture} to be another one's index in ` +
          `0 … ${batch - 1}, got ${sound}. derangement(${batch}, stream) draws such negatives.`,
      );
    }
  });
}
