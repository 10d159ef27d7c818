import { namedStream } from "@ssl/named-streams";
import { checkHeard, type HeardPicture, isForeign } from "./heard-picture.ts";

/**
 * Whose sound takes the place of a picture's own: `off-screen`, of any sample whose source is not in
 * the picture, each as likely; `other-class`, of such a sample too, but first the class is drawn, each
 * as likely, so that rare sounds count as much as common ones; `same-class`, of another picture's
 * sample in which the same sounds.
 */
export type ForeignKind = "off-screen" | "other-class" | "same-class";

/** What `foreignSounds` draws. */
export interface ForeignSoundsOptions {
  /** Whose sound is meant. */
  readonly kind: ForeignKind;
  /** Sounds for each picture, all different; fewer where there are not so many. */
  readonly draws: number;
  /** The seed, an integer in 0 … 2³² − 1. */
  readonly seed: number;
}

/**
 * Draws for every picture the sounds of other samples.
 *
 * Not in the paper. A map that follows the sound has to change with them; off-screen sounds are those
 * of Juanola et al. 2024, who also draw ten. The draws of a picture depend on seed, kind, its id and
 * the set alone. Where nobody said what sounds, any other picture's sound counts as off-screen, and no
 * sound as of the same or of another class.
 *
 * @param samples - the set, of which only names and labels are read
 * @param options - whose sound, how many, and the seed
 * @returns for each sample the indices of those whose sounds it gets, in the order drawn, none twice;
 * empty if there is none; the caller's own
 * @throws RangeError if an id comes twice, the kind is unknown, draws is not an integer of at least 1,
 * or the seed is not valid
 * @example
 * ```ts
 * import { foreignSounds } from "@ssl/concat-protocol";
 *
 * const samples = ["dog", "dog", "cat"].map((name, i) => {
 *   return { id: `${i}`, group: `${i}`, sounding: [name] };
 * });
 * console.log(foreignSounds(samples, { kind: "off-screen", draws: 1, seed: 1 })[0]); // [ 2 ]
 * console.log(foreignSounds(samples, { kind: "same-class", draws: 1, seed: 1 })[0]); // [ 1 ]
 * ```
 */
export function foreignSounds(
  samples: readonly HeardPicture[],
  { kind, draws, seed }: ForeignSoundsOptions,
): number[][] {
  if (kind !== "off-screen" && kind !== "other-class" && kind !== "same-class") {
    throw new RangeError(
      'foreignSounds: expected kind to be "off-screen", "other-class" or "same-class", ' +
        `got "${kind}".`,
    );
  }
  if (!Number.isInteger(draws) || draws < 1) {
    throw new RangeError(
      `foreignSounds: expected draws to be an integer of at least 1, got ${draws}.`,
    );
  }
  checkHeard("foreignSounds", samples);
  const labels = samples.map(({ sounding }) => [...sounding].sort().join("\n"));
  return samples.map((picture, index) => {
    const stream = namedStream(seed, `${kind}/${picture.id}`);
    const partners: number[] = [];
    for (let place = 0; place < samples.length; place++) {
      if (fits(index, place)) partners.push(place);
    }
    const lists = kind === "other-class" ? byLabel(partners, labels) : [partners];
    return drawn(lists, Math.min(draws, partners.length), stream.below);
  });

  function fits(index: number, place: number): boolean {
    const [picture, other] = [samples[index]!, samples[place]!];
    if (kind === "off-screen") return isForeign(picture, other);
    if (labels[index] === "" || labels[place] === "") return false;
    if (kind === "other-class") return isForeign(picture, other);
    return other.group !== picture.group && labels[place] === labels[index];
  }
}

/** Draws a list, then one of it, again and again, until so many are drawn. */
function drawn(
  lists: readonly (readonly number[])[],
  count: number,
  below: (bound: number) => number,
): number[] {
  let left = lists.map((list) => [...list]);
  return Array.from({ length: count }, () => {
    const list = left[below(left.length)]!;
    const [index] = list.splice(below(list.length), 1);
    left = left.filter(({ length }) => length > 0);
    return index!;
  });
}

function byLabel(places: readonly number[], labels: readonly string[]): number[][] {
  const lists = new Map<string, number[]>();
  for (const place of places) {
    const list = lists.get(labels[place]!);
    if (list) list.push(place);
    else lists.set(labels[place]!, [place]);
  }
  return [...lists.values()];
}
