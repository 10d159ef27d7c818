import { namedStream } from "@ssl/named-streams";

/**
 * Chooses `size` ids: those whose own numbers under the seed are least.
 *
 * An id's number comes from the stream of its name, and of nothing else: a larger subset contains
 * every smaller one of the same seed, and an id that is added or lost changes at most one other.
 */
export function seededSubset(ids: readonly string[], size: number, seed: number): Set<string> {
  const numbers = Float64Array.from(ids, (id) => namedStream(seed, `subset/${id}`).uniform());
  const order = Uint32Array.from(ids, (_, index) => index);
  // Equal numbers, as good as impossible, go by the ids, which are distinct.
  order.sort((a, b) => numbers[a]! - numbers[b]! || (ids[a]! < ids[b]! ? -1 : 1));
  return new Set(Array.from(order.subarray(0, size), (index) => ids[index]!));
}
