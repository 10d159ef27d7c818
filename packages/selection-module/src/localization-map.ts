import {
  div,
  maximum,
  mul,
  reshape,
  sum,
  type Tensor3D,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";

/** A smaller sum is no localization: the map stays 0. */
const smallestSum = 1e-12;

/**
 * Narrows the potential sources down to those that a sound attends to: the localization maps.
 *
 * Eq. (3) of Oya et al. 2020: `α = A P / max(Σ A P, 1e-12)`, the sum over all cells.
 *
 * @param attention - A, `[batch, m, height, width]`, at least 0; borrowed
 * @param potential - P, `[batch, height, width]`, at least 0; borrowed
 * @returns α, `[batch, m, height, width]`, at least 0; each map sums to 1, or is 0 everywhere if no
 *   potential source is attended to; the caller's
 * @throws RangeError if a shape does not fit
 * @example
 * ```ts
 * import { localizationMap } from "@ssl/selection-module";
 * import { useBackend } from "@ssl/tfjs-backends";
 * import { tensor3d, tensor4d } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const attention = tensor4d([[[[1, 0.5, 0]]]]);
 * const potential = tensor3d([[[0.2, 0.4, 0.4]]]);
 * console.log(await localizationMap(attention, potential).data()); // 0.5, 0.5 and 0
 * ```
 */
export function localizationMap(attention: Tensor4D, potential: Tensor3D): Tensor4D {
  if (attention.rank !== 4) {
    throw new RangeError(
      `localizationMap: expected attention of shape [batch, m, height, width], ` +
        `got [${attention.shape.join(", ")}].`,
    );
  }
  const [batch, , height, width] = attention.shape;
  if (potential.shape.join() !== [batch, height, width].join()) {
    throw new RangeError(
      `localizationMap: expected potential of shape [${batch}, ${height}, ${width}], the ` +
        `attention's batch and sides, got [${potential.shape.join(", ")}].`,
    );
  }
  return tidy(() => {
    const attended = mul(attention, reshape(potential, [batch, 1, height, width]));
    return div(attended, maximum(sum(attended, [2, 3], true), smallestSum));
  });
}
