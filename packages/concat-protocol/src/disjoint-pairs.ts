import { namedStream } from "@ssl/named-streams";
import type { ConcatPair } from "./concat-pairs.ts";
import { checkHeard, type HeardPicture, isForeign } from "./heard-picture.ts";

/** How `disjointPairs` draws. */
export interface DisjointPairsOptions {
  /** The seed, an integer in 0 … 2³² − 1. */
  readonly seed: number;
}

/**
 * Pairs the pictures of a set so that each stands in one pair at most.
 *
 * §5 of Oya et al. 2020, which draws 500 pairs of 250 pictures. There every picture comes back in
 * several pairs, so that their scores are not independent and an interval over pairs is too narrow;
 * here they are, as far as the pictures are. Neither picture of a pair shows what could make the
 * other one's sound, as far as that is known. The label of most pictures left is served first, so
 * that as few pictures as possible stay alone; of a group one sample, a random one, is taken.
 *
 * @param samples - the set, of which only names and labels are read
 * @param options - the seed
 * @returns two samples for each pair, by index, `"left"` first, the pairs in random order; empty if no
 * two samples may stand side by side; the caller's own
 * @throws RangeError if an id comes twice or the seed is not valid
 * @example
 * ```ts
 * import { disjointPairs } from "@ssl/concat-protocol";
 *
 * const samples = ["dog", "cat", "violin", "dog"].map((name, i) => {
 *   return { id: `${i}`, group: `${i}`, sounding: [name] };
 * });
 * console.log(disjointPairs(samples, { seed: 1 }).length); // 4
 * ```
 */
export function disjointPairs(
  samples: readonly HeardPicture[],
  { seed }: DisjointPairsOptions,
): ConcatPair[] {
  checkHeard("disjointPairs", samples);
  const stream = namedStream(seed, "disjoint-pairs");
  const groups = new Set<string>();
  let left: number[] = [];
  for (const index of stream.permutation(samples.length)) {
    const { group } = samples[index]!;
    if (groups.has(group)) continue;
    groups.add(group);
    left.push(index);
  }
  const pairs: (readonly [number, number])[] = [];
  while (left.length > 1) {
    const label = commonest(left.map((index) => labelOf(samples[index]!)));
    const first = left.find((index) => labelOf(samples[index]!) === label)!;
    const one = samples[first]!;
    const partners = left.filter((index) => {
      return isForeign(one, samples[index]!) && isForeign(samples[index]!, one);
    });
    const partner = partners.length > 0 ? partners[stream.below(partners.length)]! : undefined;
    left = left.filter((index) => index !== first && index !== partner);
    if (partner === undefined) continue;
    pairs.push(stream.below(2) === 0 ? [first, partner] : [partner, first]);
  }
  return Array.from(stream.permutation(pairs.length), (place) => pairs[place]!).flatMap(
    ([left, right]): ConcatPair[] => [
      { left, right, sounding: "left" },
      { left, right, sounding: "right" },
    ],
  );
}

function labelOf({ sounding }: HeardPicture): string {
  return sounding.join("\n");
}

function commonest(labels: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];
}
