/** Hashes of 64 bits, each in two halves. */
export interface Hashes {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** Bits of a quarter, each of which is an index of its own. */
const QUARTER = 16;

/**
 * Finds all pairs of hashes that differ in at most `radius` bits, without comparing all with all.
 *
 * Two hashes that differ in at most r bits differ in at most ⌊r / 4⌋ bits of some quarter (pigeonhole;
 * multi-index hashing, Norouzi et al. 2012): so only those are compared whose quarter is one of the
 * few near one's own. Of n random hashes a pair costs about n / 65 536 comparisons.
 *
 * @param hashes - in halves of one length
 * @param radius - bits, 0 … 11
 * @param found - called once for each pair, the lower index first, with the bits that differ
 */
export function nearHashes(
  { low, high }: Hashes,
  radius: number,
  found: (first: number, second: number, distance: number) => void,
): void {
  const masks = masksWithin(Math.floor(radius / 4));
  const quarter = (index: number, which: number): number =>
    (((which < 2 ? low : high)[index]! >>> (which & 1 ? QUARTER : 0)) & 0xffff) >>> 0;
  for (let which = 0; which < 4; which++) {
    const { starts, members } = buckets(low.length, (index) => quarter(index, which));
    for (let index = 0; index < low.length; index++) {
      for (const mask of masks) {
        const bucket = quarter(index, which) ^ mask;
        for (let at = starts[bucket]!; at < starts[bucket + 1]!; at++) {
          const other = members[at]!;
          if (other <= index) continue;
          const distance = ones(low[index]! ^ low[other]!) + ones(high[index]! ^ high[other]!);
          if (distance > radius) continue;
          // A pair that an earlier quarter has found is not found again.
          let before = false;
          for (let earlier = 0; earlier < which && !before; earlier++) {
            const differing = ones(quarter(index, earlier) ^ quarter(other, earlier));
            before = differing <= Math.floor(radius / 4);
          }
          if (!before) found(index, other, distance);
        }
      }
    }
  }
}

/** Indices sorted by a quarter of their hash: those of bucket b are `members` from `starts[b]` on. */
function buckets(
  count: number,
  quarter: (index: number) => number,
): { starts: Uint32Array; members: Uint32Array } {
  const starts = new Uint32Array(2 ** QUARTER + 1);
  for (let index = 0; index < count; index++) starts[quarter(index) + 1]!++;
  for (let bucket = 0; bucket < 2 ** QUARTER; bucket++) starts[bucket + 1]! += starts[bucket]!;
  const next = starts.slice();
  const members = new Uint32Array(count);
  for (let index = 0; index < count; index++) members[next[quarter(index)]!++] = index;
  return { starts, members };
}

/** All numbers of 16 bits of which at most `most` are set. */
function masksWithin(most: number): number[] {
  let masks = [0];
  for (let more = 0; more < most; more++) {
    const next = new Set(masks);
    for (const mask of masks) {
      for (let bit = 0; bit < QUARTER; bit++) next.add(mask | (1 << bit));
    }
    masks = [...next];
  }
  return masks;
}

/** Bits that are set in a number of 32 bits. */
export function ones(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
