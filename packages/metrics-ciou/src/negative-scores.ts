import { checkShare, checkSome } from "./check-values.ts";
import { areaOverThresholds, successCurve } from "./success-curve.ts";
import { thresholds } from "./thresholds.ts";

/** What `negativeScores` reads, all at one threshold. */
export interface NegativeSamples {
  /** The consensus IoU of each map of a sound that belongs to its picture, 0…1; `NaN` counts as 0. */
  readonly cious: ArrayLike<number>;
  /** For each kind of negative audio, such as "silence", the `imageArea` of each map, 0…1. */
  readonly areas: Readonly<Record<string, ArrayLike<number>>>;
}

/** How still a model's maps stay with negative audio, and that held against its localization. */
export interface NegativeScore {
  /** pIA: the mean share of the picture that is claimed to sound; the less the better. */
  readonly area: number;
  /** AUC_N: the area under the share of samples of which at most t of the picture is claimed, over t. */
  readonly areaAuc: number;
  /** F_LOC: the harmonic mean of `ciou` and 1 − `area`. */
  readonly fLoc: number;
  /** F_AUC: the harmonic mean of `auc` and `areaAuc`. */
  readonly fAuc: number;
}

/** What `negativeScores` finds: all kinds together, each kind weighing the same, and each alone. */
export interface NegativeScores extends NegativeScore {
  /** The mean consensus IoU. */
  readonly ciou: number;
  /** The area under the success curve. */
  readonly auc: number;
  /** Each kind of negative audio alone. */
  readonly kinds: Readonly<Record<string, NegativeScore>>;
}

/**
 * Scores a model that should localize the sounds that belong to a picture and ignore those that do
 * not.
 *
 * Not in the paper: the metrics of Juanola et al. 2024 (repository xavijuanola/vssl_eval), as fractions
 * where they print percentages. F is 2ab / (a + b), here 0 if both are 0.
 *
 * The published evaluator scores every sample at five thresholds into one list, from which the success
 * rate and the AUC at the median are then made; that is not copied: here all numbers are of one
 * threshold, and of another one in another call.
 *
 * @param samples - consensus IoUs and areas at one threshold for all maps
 * @returns scores in 0…1; the caller's own
 * @throws RangeError if there is no consensus IoU, no kind of negative audio or a kind without
 * samples, or a value leaves 0…1
 * @example
 * ```ts
 * import { negativeScores } from "@ssl/metrics-ciou";
 *
 * const { fLoc, kinds } = negativeScores({
 *   cious: [0.5, 0.7],
 *   areas: { silence: [0, 0], noise: [0.1, 0.3] },
 * });
 * console.log(fLoc.toFixed(3), kinds.noise?.area); // 0.720 0.2
 * ```
 */
export function negativeScores({ cious, areas }: NegativeSamples): NegativeScores {
  checkSome("negativeScores", "cIoU", cious);
  const positives = Array.from(cious, (value, i) => {
    checkShare("negativeScores", `cIoU ${i}`, value);
    return Number.isNaN(value) ? 0 : value;
  });
  const ciou = mean(positives);
  const auc = areaOverThresholds(successCurve(positives));
  const score = (area: number, areaAuc: number): NegativeScore => ({
    area,
    areaAuc,
    fLoc: harmonicMean(ciou, 1 - area),
    fAuc: harmonicMean(auc, areaAuc),
  });
  const names = Object.keys(areas);
  checkSome("negativeScores", "kind of negative audio", names);
  const kinds = Object.fromEntries(
    names.map((name) => {
      const shares = readAreas(name, areas[name]!);
      return [name, score(mean(shares), areaOverThresholds(stillnessCurve(shares)))];
    }),
  );
  const all = Object.values(kinds);
  const together = score(
    mean(all.map(({ area }) => area)),
    mean(all.map(({ areaAuc }) => areaAuc)),
  );
  return { ciou, auc, ...together, kinds };
}

function readAreas(kind: string, areas: ArrayLike<number>): number[] {
  checkSome("negativeScores", `area of ${kind}`, areas);
  return Array.from(areas, (area, i) => {
    if (!(area >= 0 && area <= 1)) {
      throw new RangeError(
        `negativeScores: expected area ${i} of ${kind} in 0…1, got ${area}. Make it with imageArea.`,
      );
    }
    return area;
  });
}

/** The share of samples whose area is at most each of `thresholds()`. */
function stillnessCurve(areas: readonly number[]): Float64Array {
  return thresholds().map((most) => areas.filter((area) => area <= most).length / areas.length);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function harmonicMean(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}
