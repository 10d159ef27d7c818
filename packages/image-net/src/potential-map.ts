import { reshape, softmax, type Tensor3D, tidy } from "@tensorflow/tfjs-core";

/**
 * Turns one number per cell into the potential localization map: where sound could come from.
 *
 * Eq. (1) of Oya et al. 2020: P = softmax over all cells of a picture.
 *
 * @param logits - `[batch, height, width]`, any range; borrowed
 * @returns `[batch, height, width]`, in 0 … 1, each picture's cells sum to 1; the caller's
 * @throws RangeError if the logits have another shape
 * @example
 * ```ts
 * import { potentialMap } from "@ssl/image-net";
 * import { useBackend } from "@ssl/tfjs-backends";
 * import { tensor3d } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * console.log(await potentialMap(tensor3d([[[0, Math.log(3)]]])).data()); // 0.25 and 0.75
 * ```
 */
export function potentialMap(logits: Tensor3D): Tensor3D {
  if (logits.rank !== 3) {
    throw new RangeError(
      `potentialMap: expected logits of shape [batch, height, width], ` +
        `got [${logits.shape.join(", ")}].`,
    );
  }
  const [batch, height, width] = logits.shape;
  return tidy(() => reshape(softmax(reshape(logits, [batch, height * width])), logits.shape));
}
