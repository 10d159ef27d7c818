import { checkSome } from "./check-values.ts";
import { rankingPrecision } from "./pixel-average-precision.ts";
import { checkSameSize, readMap } from "./read-map.ts";
import type { Grid } from "./types.ts";

/** One class's map of a picture, and where that class sounds. */
export interface SourceMap {
  /** `[height, width]`, finite. */
  readonly map: Grid;
  /** `[height, width]` of the map's size; a pixel above 0 is marked, no pixel if the class is silent. */
  readonly truth: Grid;
}

/**
 * CAP: how well each sounding class is localized by the map of its own class.
 *
 * Not in the paper: class-aware average precision, Σ δₖ APₖ / Σ δₖ with δₖ = 1 if class k sounds in the
 * picture, from the literature on mixtures of sources (Hu et al. 2022, Mo & Tian 2023, Kim et al.
 * 2024). AP is `pixelAveragePrecision`, of the map itself; see there what published code does instead.
 * A test set's CAP is the mean over its pictures.
 *
 * @param sources - a map and a truth for each class of one picture; silent classes are left out
 * @returns 0…1; `NaN` if no class sounds
 * @throws TypeError if a map or truth is not an ndarray; RangeError if there is no source, or a map and
 * its truth are not two-dimensional, finite and of one size
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { classAwarePrecision } from "@ssl/metrics-ciou";
 *
 * const flute = { map: ndarray([0.9, 0.1], [1, 2]), truth: ndarray([1, 0], [1, 2]) };
 * const cello = { map: ndarray([0.9, 0.1], [1, 2]), truth: ndarray([0, 1], [1, 2]) };
 * console.log(classAwarePrecision([flute, cello])); // (1 + 1 / 2) / 2
 * ```
 */
export function classAwarePrecision(sources: readonly SourceMap[]): number {
  checkSome("classAwarePrecision", "source", sources);
  let sounding = 0;
  let total = 0;
  sources.forEach((source, i) => {
    const map = readMap("classAwarePrecision", `the map of source ${i}`, source.map);
    const truth = readMap("classAwarePrecision", `the truth of source ${i}`, source.truth);
    checkSameSize("classAwarePrecision", `the map of source ${i}`, map, truth);
    const precision = rankingPrecision(map.values, truth.values);
    if (Number.isNaN(precision)) return;
    sounding++;
    total += precision;
  });
  return total / sounding;
}
