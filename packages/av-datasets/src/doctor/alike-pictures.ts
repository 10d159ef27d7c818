import { type AlikeGroup, type AlikePair, equalGroups, joinedGroups } from "./alike-groups.ts";
import type { ExaminedFile } from "./examined-samples.ts";
import { CONSTANT_RANGE } from "./media-findings.ts";
import { nearHashes } from "./near-hashes.ts";
import { pictureLikeness } from "./picture-signs.ts";

/** Bits of 64 by which the hashes of pictures that look alike may differ; their likeness decides. */
const HASH_BITS = 10;

/** Correlation of 16 × 16 pixels: the same picture, scaled and coded anew, has over 0.99. */
const LIKENESS = 0.95;

/** Groups of equal pictures, and of pictures that look alike. */
export function alikePictures(files: readonly ExaminedFile[]): AlikeGroup[] {
  const seen = files.filter(({ signs }) => signs?.picture !== undefined);
  const { equal, distinct } = equalGroups(seen, ({ signs }) => signs!.picture!.digest);
  const telling = distinct.filter(([first]) => first!.signs!.picture!.range > CONSTANT_RANGE);
  const signs = telling.map(([first]) => first!.signs!.picture!);
  const hashes = {
    low: Int32Array.from(signs, ({ low }) => low),
    high: Int32Array.from(signs, ({ high }) => high),
  };
  const pairs: AlikePair[] = [];
  nearHashes(hashes, HASH_BITS, (first, second) => {
    const likeness = pictureLikeness(signs[first]!.thumb, signs[second]!.thumb);
    if (likeness >= LIKENESS) pairs.push({ first, second, likeness });
  });
  return [...equal, ...joinedGroups(telling, pairs)];
}
