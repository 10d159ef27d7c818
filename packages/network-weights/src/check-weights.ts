/** What an error says beside the weight's name and shape. */
export interface CheckWeightsOptions {
  /** The function that was given the weights, for example `"imageNet"`. */
  readonly caller: string;
  /** Where weights come from: the sentence that follows "got none." */
  readonly cure: string;
}

/**
 * Refuses weights of which one is missing or has another shape than its network needs.
 *
 * @param weights - tensors or plain arrays by name, of which only the shape is read; those that
 *   `shapes` does not list are not looked at; borrowed
 * @param shapes - the shape of every weight that is needed, by name
 * @param options - what to say to the caller
 * @throws RangeError if a weight is missing or of another shape: the first in the order of `shapes`
 * @example
 * ```ts
 * import { checkWeights } from "@ssl/network-weights";
 *
 * const options = { caller: "dense", cure: "Give kernel and bias." };
 * try {
 *   checkWeights({ kernel: { shape: [2, 3] } }, { kernel: [2, 3], bias: [3] }, options);
 * } catch (error) {
 *   console.log(String(error)); // …: expected weight bias of shape [3], got none. Give kernel …
 * }
 * ```
 */
export function checkWeights(
  weights: Readonly<Record<string, { readonly shape: readonly number[] }>>,
  shapes: Readonly<Record<string, readonly number[]>>,
  { caller, cure }: CheckWeightsOptions,
): void {
  for (const [name, shape] of Object.entries(shapes)) {
    const weight = weights[name];
    const wanted = `${caller}: expected weight ${name} of shape [${shape.join(", ")}]`;
    if (!weight) throw new RangeError(`${wanted}, got none. ${cure}`);
    if (weight.shape.join() !== shape.join()) {
      throw new RangeError(
        `${wanted}, got [${weight.shape.join(", ")}]. Use the options the weights were made with.`,
      );
    }
  }
}
