import { namedStream } from "@ssl/named-streams";

/** A weight as a plain array, row-major. */
export interface WeightArray {
  /** Length of each axis; `[]` is a scalar. */
  readonly shape: number[];
  /** Values, row-major; as many as the shape holds. */
  readonly data: Float32Array;
}

/**
 * Draws the weights of a new network: what each name ends in says how it starts.
 *
 * `NAME.kernel` is normal with variance 2 / fan-in (He et al. 2015), from the random stream of its
 * own name; `NAME.gamma` and `NAME.moving_variance` are 1; all others, biases among them, are 0.
 *
 * @param shapes - shapes by weight name; a kernel's last side is its outputs, the others are its
 *   fan-in
 * @param seed - an integer in 0 … 2³² − 1
 * @returns plain arrays by weight name, in the order of `shapes`; the caller's own
 * @throws RangeError if the seed is not an integer in 0 … 2³² − 1
 * @example
 * ```ts
 * import { initialWeights } from "@ssl/network-weights";
 *
 * const weights = initialWeights({ "fc.kernel": [8, 4], "fc.bias": [4] }, 7);
 * console.log(weights["fc.kernel"]?.data.length); // 32
 * ```
 */
export function initialWeights(
  shapes: Readonly<Record<string, readonly number[]>>,
  seed: number,
): Record<string, WeightArray> {
  const weights: Record<string, WeightArray> = {};
  for (const [name, shape] of Object.entries(shapes)) {
    const data = new Float32Array(shape.reduce((product, side) => product * side, 1));
    if (name.endsWith(".kernel")) {
      const { normal } = namedStream(seed, name);
      const outputs = shape.at(-1) ?? 1;
      const deviation = Math.sqrt((2 * outputs) / data.length);
      for (let i = 0; i < data.length; i++) data[i] = deviation * normal();
    } else if (name.endsWith(".gamma") || name.endsWith(".moving_variance")) {
      data.fill(1);
    }
    weights[name] = { shape: [...shape], data };
  }
  return weights;
}
