import { rankingPrecision } from "./pixel-average-precision.ts";
import { checkSameSize, type DenseMap, readMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/** Assignments are counted in the bits of an integer, and their number doubles with each source. */
const mostSources = 16;

/**
 * PIAP: how well the sources of a picture are localized, whichever map is taken for whichever source.
 *
 * Not in the paper: permutation-invariant average precision (Hu et al. 2022), for models that separate
 * sources without naming them; here the greatest mean AP over all ways to give each source a map of
 * its own. AP is `pixelAveragePrecision`, of the map itself. AVGN's PIAP tries no permutation, and swaps
 * truth and score; it is not copied. A test set's PIAP is the mean over its pictures.
 *
 * @param maps - one for each source, `[height, width]`, finite
 * @param truths - one for each source, all of the maps' size; a pixel above 0 is marked
 * @returns 0…1
 * @throws TypeError if a map or truth is not an ndarray; RangeError if there are not as many maps as
 * truths, 1 to 16, if they are not two-dimensional, finite and of one size, or a truth marks nothing
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { permutationInvariantPrecision } from "@ssl/metrics-ciou";
 *
 * const left = ndarray([1, 0], [1, 2]);
 * const right = ndarray([0, 1], [1, 2]);
 * console.log(permutationInvariantPrecision([right, left], [left, right])); // 1
 * ```
 */
export function permutationInvariantPrecision(
  maps: readonly Grid[],
  truths: readonly Grid[],
): number {
  const count = truths.length;
  if (maps.length !== count || count < 1 || count > mostSources) {
    throw new RangeError(
      "permutationInvariantPrecision: expected as many maps as truths, " +
        `1 to ${mostSources}, got ${maps.length} and ${count}.`,
    );
  }
  const rankings = maps.map((map, i) => read(`map ${i}`, map));
  const marks = truths.map((truth, i) => read(`truth ${i}`, truth));
  marks.forEach((mark, i) => {
    checkMarked(mark, i);
    checkSameSize("permutationInvariantPrecision", `truth ${i}`, mark, marks[0]!);
  });
  rankings.forEach((ranking, i) => {
    checkSameSize("permutationInvariantPrecision", `map ${i}`, ranking, marks[0]!);
  });
  const precisions = marks.map((mark) =>
    rankings.map((ranking) => rankingPrecision(ranking.values, mark.values)),
  );
  return greatestAssignment(precisions) / count;
}

/**
 * The greatest sum of one entry from each row, no two from one column. `best[set]` is that sum for
 * the first rows and a set of as many columns, written in the bits of its index.
 */
function greatestAssignment(entries: readonly (readonly number[])[]): number {
  const count = entries.length;
  const best = new Float64Array(2 ** count);
  for (let set = 1; set < best.length; set++) {
    const columns = Array.from({ length: count }, (_, i) => i).filter((i) => set & (1 << i));
    const row = entries[columns.length - 1]!;
    best[set] = Math.max(...columns.map((i) => best[set ^ (1 << i)]! + row[i]!));
  }
  return best.at(-1)!;
}

function read(name: string, map: Grid): DenseMap {
  return readMap("permutationInvariantPrecision", name, map);
}

function checkMarked({ values }: DenseMap, index: number): void {
  if (!values.some((value) => value > 0)) {
    throw new RangeError(
      `permutationInvariantPrecision: expected truth ${index} to mark a pixel, got none. ` +
        "Leave silent sources out.",
    );
  }
}
