import { checkShare, checkSome } from "./check-values.ts";
import { areaOverThresholds, successCurve } from "./success-curve.ts";

/** One sound's sample in a picture that is tried with several sounds. */
export interface InteractiveSample {
  /** The same for all sounds of one picture; see `interactiveGroup`. */
  readonly group: string;
  /** The map's consensus IoU with this sound's source, 0…1; `NaN` is a failure. */
  readonly ciou: number;
}

/** What `interactiveScores` finds. */
export interface InteractiveScores {
  /** Pictures. */
  readonly groups: number;
  /** IIoU: the share of pictures of which every sound has a consensus IoU of at least 0.5. */
  readonly iiou: number;
  /** IAUC: the area under `curve`. */
  readonly iauc: number;
  /** The share of pictures of which every sound reaches each of `thresholds()`. */
  readonly curve: Float64Array;
}

/**
 * Scores how well a model moves its map when the sound changes and the picture stays.
 *
 * Not in the paper: interactive localization of Senocak et al. 2024 (repository
 * kaistmm/SSLalignment). A picture is a success only if all of its sounds are localized. The
 * adaptive variants are the same function of consensus IoUs at the adaptive threshold.
 *
 * @param samples - one for each picture and sound, in any order
 * @returns scores in 0…1; a picture with one sound counts as any other; the caller's own
 * @throws RangeError if there is no sample or a consensus IoU leaves 0…1
 * @example
 * ```ts
 * import { interactiveScores } from "@ssl/metrics-ciou";
 *
 * const { iiou } = interactiveScores([
 *   { group: "park", ciou: 0.8 },
 *   { group: "park", ciou: 0.6 },
 *   { group: "yard", ciou: 0.9 },
 *   { group: "yard", ciou: 0.1 },
 * ]);
 * console.log(iiou); // 0.5
 * ```
 */
export function interactiveScores(samples: readonly InteractiveSample[]): InteractiveScores {
  checkSome("interactiveScores", "sample", samples);
  const worst = new Map<string, number>();
  samples.forEach(({ group, ciou }, i) => {
    checkShare("interactiveScores", `the cIoU of sample ${i}`, ciou);
    // Math.min keeps a NaN, and a NaN reaches no bar.
    worst.set(group, Math.min(ciou, worst.get(group) ?? 1));
  });
  const curve = successCurve([...worst.values()]);
  return { groups: worst.size, iiou: curve[10]!, iauc: areaOverThresholds(curve), curve };
}
