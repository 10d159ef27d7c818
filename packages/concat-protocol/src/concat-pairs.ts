import { namedStream } from "@ssl/named-streams";
import type { Side } from "./side.ts";

/** One sample of the concat-and-localize set: two pictures and the one sound that plays. */
export interface ConcatPair {
  /** Index of the sample whose picture stands on the left. */
  readonly left: number;
  /** Index of the sample whose picture stands on the right. */
  readonly right: number;
  /** Whose sound plays. */
  readonly sounding: Side;
}

/** What to draw. */
export interface ConcatPairsOptions {
  /** Samples wanted, an even number of at least 2: every pair of pictures gives two. */
  readonly count: number;
  /** The seed, an integer in 0 … 2³² − 1. */
  readonly seed: number;
  /**
   * Whether two samples of one label may stand side by side. `"refuse"` keeps the sounding side
   * decidable: of two dogs, either may be the one that barks.
   * @default "refuse"
   */
  readonly sameLabel?: "refuse" | "allow";
}

/**
 * Draws the pairs of a concat-and-localize set: two pictures a time, heard once with each sound.
 *
 * §5 of Oya et al. 2020, which draws 1000 samples and does not say whether the two labels may be equal.
 * Pairs are drawn uniformly from all that are allowed, none twice until each has come once. Equal
 * arguments give equal pairs, and a longer set begins with the shorter one.
 *
 * @param samples - the annotated set, of which only the labels are read
 * @param options - how many, the seed, and whether labels may be equal
 * @returns `count` samples by index; the two of a pair follow each other, `"left"` first; the caller's
 * own
 * @throws RangeError if the count is not even and positive, the seed or `sameLabel` is not valid, or
 * there are fewer than two samples or (unless equal ones are allowed) two labels
 * @example
 * ```ts
 * import { concatPairs } from "@ssl/concat-protocol";
 *
 * const samples = [{ label: "dog" }, { label: "dog" }, { label: "violin" }];
 * for (const { left, right, sounding } of concatPairs(samples, { count: 4, seed: 1 })) {
 *   // Always one dog and the violin.
 *   console.log(left, right, sounding);
 * }
 * ```
 */
export function concatPairs(
  samples: readonly { readonly label: string }[],
  { count, seed, sameLabel = "refuse" }: ConcatPairsOptions,
): ConcatPair[] {
  if (sameLabel !== "refuse" && sameLabel !== "allow") {
    throw new RangeError(
      `concatPairs: expected sameLabel to be "refuse" or "allow", got "${sameLabel}".`,
    );
  }
  if (!Number.isInteger(count) || count < 2 || count % 2 !== 0) {
    throw new RangeError(
      `concatPairs: expected count to be an even number of at least 2, got ${count}. ` +
        "Every pair of pictures gives two samples, one for each sound.",
    );
  }
  if (samples.length < 2) {
    throw new RangeError(
      `concatPairs: expected at least two samples, got ${samples.length}. ` +
        "A picture needs another to stand beside.",
    );
  }
  const groups = groupsOf(samples, sameLabel);
  if (groups.length < 2) {
    throw new RangeError(
      `concatPairs: expected samples of at least two labels, got only "${samples[0]?.label}". ` +
        'Add samples of another label or set sameLabel to "allow".',
    );
  }
  const stream = namedStream(seed, "concat-pairs");
  const { total, pairAt } = allPairs(groups);
  const pairs: ConcatPair[] = [];
  let moved = new Map<number, number>();
  for (let drawn = 0; pairs.length < count; drawn++) {
    // Fisher and Yates on the numbers of all pairs, of which only the moved ones are kept.
    const place = drawn % total;
    if (place === 0) moved = new Map();
    const chosen = place + stream.below(total - place);
    const number = moved.get(chosen) ?? chosen;
    moved.set(chosen, moved.get(place) ?? place);
    const [one, other] = pairAt(number);
    const [left, right] = stream.below(2) === 0 ? [one, other] : [other, one];
    pairs.push({ left, right, sounding: "left" }, { left, right, sounding: "right" });
  }
  return pairs;
}

/** Indices that may not be paired with each other stand in one group. */
function groupsOf(
  samples: readonly { readonly label: string }[],
  sameLabel: "refuse" | "allow",
): number[][] {
  if (sameLabel === "allow") return samples.map((_, index) => [index]);
  const byLabel = new Map<string, number[]>();
  samples.forEach(({ label }, index) => {
    const group = byLabel.get(label);
    if (group) group.push(index);
    else byLabel.set(label, [index]);
  });
  return [...byLabel.values()];
}

interface AllPairs {
  readonly total: number;
  readonly pairAt: (number: number) => readonly [number, number];
}

/** Numbers the unordered pairs across groups, so that one number finds its pair without a list. */
function allPairs(groups: readonly number[][]): AllPairs {
  const order = groups.flat();
  // Position p is paired with all positions behind its own group; starts[p] counts the pairs before.
  const behind: number[] = [];
  const starts: number[] = [];
  let total = 0;
  let end = 0;
  for (const group of groups) {
    end += group.length;
    for (let i = 0; i < group.length; i++) {
      behind.push(end);
      starts.push(total);
      total += order.length - end;
    }
  }
  const pairAt = (number: number): readonly [number, number] => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= number) low = middle;
      else high = middle - 1;
    }
    return [order[low]!, order[behind[low]! + number - starts[low]!]!];
  };
  return { total, pairAt };
}
