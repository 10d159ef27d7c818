import type { NamedStream } from "@ssl/named-streams";

/**
 * Draws a permutation that leaves nothing in its place: one negative sound for each picture.
 *
 * Uniform over all such permutations: whole permutations are drawn until one has no fixed point,
 * which takes about e draws.
 *
 * @param length - the batch, at least 2
 * @param stream - the source of randomness; advanced
 * @returns the integers 0 … `length` − 1 in an order where none stands at its own index; newly
 *   allocated
 * @throws RangeError if the length is not an integer of at least 2
 * @example
 * ```ts
 * import { namedStream } from "@ssl/named-streams";
 * import { derangement } from "@ssl/selection-module";
 *
 * console.log(derangement(2, namedStream(7, "negatives"))); // 1, 0
 * ```
 */
export function derangement(length: number, stream: NamedStream): Int32Array {
  if (!Number.isInteger(length) || length < 2) {
    throw new RangeError(
      `derangement: expected length to be an integer of at least 2, got ${length}. ` +
        "A batch of one has no negative.",
    );
  }
  for (;;) {
    const order = stream.permutation(length);
    if (order.every((item, index) => item !== index)) return order;
  }
}
