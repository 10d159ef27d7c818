import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** A seeded source of random numbers with one purpose; drawing from it moves no other stream. */
export interface NamedStream {
  /** The next number, uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** The next integer, uniform in 0 … `bound` − 1; a RangeError unless 1 ≤ `bound` < 2⁵³. */
  below(bound: number): number;
  /** The next number of the standard normal distribution. */
  normal(): number;
  /**
   * The integers 0 … `length` − 1, every order as likely; the caller's own. A RangeError unless
   * `length` is an integer of at least 0.
   */
  permutation(length: number): Int32Array;
}

/**
 * Opens the random stream that belongs to a seed and a purpose.
 *
 * Not in the paper: equal arguments give equal numbers on every platform (`normal` up to the last
 * digits of the platform's logarithm and cosine), and streams of other names or seeds are unrelated,
 * so that adding one draw to one purpose moves no other.
 *
 * @param seed - the run's seed, an integer in 0 … 2³² − 1
 * @param name - the purpose, for example `"order/epoch-3"`
 * @returns the stream, at its start; the caller's own
 * @throws RangeError if the seed is not an integer in 0 … 2³² − 1
 * @example
 * ```ts
 * import { namedStream } from "@ssl/named-streams";
 *
 * console.log(namedStream(7, "order").permutation(5)); // 3, 0, 4, 1, 2
 * ```
 */
export function namedStream(seed: number, name: string): NamedStream {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new RangeError(
      `namedStream: expected seed to be an integer in 0 … 4294967295, got ${seed}.`,
    );
  }
  const generator = xoroshiro128plusFromState(startingState(seed, name));
  const uniform = (): number => uniformFloat64(generator);
  const below = (bound: number): number => {
    if (!Number.isSafeInteger(bound) || bound < 1) {
      throw new RangeError(
        `below: expected bound to be an integer in 1 … ${Number.MAX_SAFE_INTEGER}, got ${bound}.`,
      );
    }
    return uniformInt(generator, 0, bound - 1);
  };
  return {
    uniform,
    below,
    // Box and Muller; the second of the pair is not kept, so that the stream has no hidden state.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    permutation: (length) => {
      if (!Number.isInteger(length) || length < 0) {
        throw new RangeError(
          `permutation: expected length to be an integer of at least 0, got ${length}.`,
        );
      }
      const order = Int32Array.from({ length }, (_, index) => index);
      for (let last = length - 1; last > 0; last--) {
        const other = below(last + 1);
        const moved = order[last]!;
        order[last] = order[other]!;
        order[other] = moved;
      }
      return order;
    },
  };
}

/** Four words of state from the seed and every byte of the name: FNV-1a, then SplitMix32 steps. */
function startingState(seed: number, name: string): number[] {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  let counter = Math.imul(seed, 0x9e3779b1) ^ hash;
  const word = (): number => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
  return [word(), word(), word() ^ hash, word() ^ seed];
}
