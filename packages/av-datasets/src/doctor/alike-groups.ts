import { disjointSets } from "./disjoint-sets.ts";
import type { ExaminedFile } from "./examined-samples.ts";

/** Files with the same or nearly the same content. */
export interface AlikeGroup {
  readonly files: readonly ExaminedFile[];
  /** `"equal"`: in every pixel or sample once decoded; `"alike"`: two or more that are not equal. */
  readonly how: "equal" | "alike";
  /** How alike, in a few words. */
  readonly detail: string;
}

/** Two that are alike, by their places among the distinct files. */
export interface AlikePair {
  readonly first: number;
  readonly second: number;
  readonly likeness: number;
}

/** Groups of equal files, and the files of each content. */
export function equalGroups(
  files: readonly ExaminedFile[],
  digest: (file: ExaminedFile) => string,
): { equal: AlikeGroup[]; distinct: ExaminedFile[][] } {
  const byDigest = new Map<string, ExaminedFile[]>();
  for (const file of files) {
    const same = byDigest.get(digest(file));
    if (same) same.push(file);
    else byDigest.set(digest(file), [file]);
  }
  const distinct = [...byDigest.values()];
  const equal = distinct
    .filter((same) => same.length > 1 || same[0]!.users.length > 1)
    .map((same): AlikeGroup => ({ files: same, how: "equal", detail: "" }));
  return { equal, distinct };
}

/** Groups of contents that pairs join. */
export function joinedGroups(
  distinct: readonly ExaminedFile[][],
  pairs: readonly AlikePair[],
): AlikeGroup[] {
  const sets = disjointSets(distinct.length);
  for (const { first, second } of pairs) sets.join(first, second);
  const groups = sets.groups();
  const groupOf = new Map(groups.flatMap((group, g) => group.map((index) => [index, g])));
  const least = groups.map(() => 1);
  for (const { first, likeness } of pairs) {
    const group = groupOf.get(first)!;
    least[group] = Math.min(least[group]!, likeness);
  }
  return groups.map((group, g) => ({
    files: group.flatMap((index) => distinct[index]!),
    how: "alike",
    detail: `correlation ${least[g]!.toFixed(2)}`,
  }));
}
