import { checkFinite, checkShare, checkSome } from "./check-values.ts";
import { areaOverThresholds, successCurve } from "./success-curve.ts";

/** One sample of a test set that also holds sounds of which nothing is in the picture. */
export interface ExtendedSample {
  /** Whether anything in the picture makes the sound. */
  readonly hasTruth: boolean;
  /** The map's consensus IoU, 0…1; `NaN` is a failure. Not read where there is no truth. */
  readonly ciou: number;
  /** How sure the model is that something sounds, in its own unit; the greater the surer. */
  readonly confidence: number;
  /** Σ G of a truth of 224 × 224 pixels. Not read where there is no truth. */
  readonly truthArea: number;
}

/** Which samples: all, those with a truth, or those with a truth of a certain size. */
export type ExtendedBin = "all" | "visible" | "small" | "medium" | "large" | "huge";

/** The scores of one bin at one bar. All are `NaN`, and `f1` is empty, if the bin is. */
export interface ExtendedScore {
  /** Samples in the bin. */
  readonly count: number;
  /** The share of all samples in which the sound was found in the right place. */
  readonly precision: number;
  /** The area under precision over recall, as the confidence asked for falls. */
  readonly ap: number;
  /** The F1 score at some ten of the bin's confidences, the lowest first. */
  readonly f1: Float64Array;
  /** The greatest of `f1`. */
  readonly maxF1: number;
  /** The area under the success curve of the samples with a truth; the same at every bar. */
  readonly auc: number;
}

/** What `extendedScores` finds. */
export interface ExtendedScores {
  /** Every bin, if a consensus IoU of 0.5 is a success. */
  readonly at50: Readonly<Record<ExtendedBin, ExtendedScore>>;
  /** Every bin, if a consensus IoU of 0.75 is a success. */
  readonly at75: Readonly<Record<ExtendedBin, ExtendedScore>>;
  /** The share of the samples with a truth whose consensus IoU exceeds 0.5; `NaN` if none has. */
  readonly strictPrecision: number;
  /** The F1 score of all samples at the bar 0.5 if a confidence of 0.5 is asked for. */
  readonly f1AtHalf: number;
}

/**
 * Scores a test set in which some sounds come from nothing in the picture.
 *
 * Not in the paper: the extended protocol of SLAVC (Mo & Morgado 2022, repository stoneMo/SLAVC). If a
 * confidence c is asked for, a sample that has it is a true positive if its truth is met with at
 * least the bar, else a false positive; a sample that lacks it is a false negative if it has a truth.
 * Precision is TP / (TP + FP), recall TP / (TP + FN), each 1 for 0 / 0. So a sound that is found in
 * the wrong place costs precision and not recall, which is always 1 at the lowest confidence.
 * `precision` asks for no confidence; `at50.visible.precision` is what tables call LocAcc.
 *
 * The published numbers are repeated as they are, and two of their habits matter in a bin of few
 * samples. The greatest confidence is never asked for and the area starts at the first recall, not
 * at 0, so a model without fault has an AP below 1, and a bin of one sample an AP of 0. The
 * confidences asked for are every ⌊n / 200⌋th for AP and every ⌊n / 10⌋th for F1.
 *
 * @param samples - one for each sample; `confidence` is SLAVC's mean of the top quarter of the
 * unnormalised map, or any other number by which samples can be ranked; `f1AtHalf` alone takes it to
 * be in 0…1
 * @returns scores in 0…1; the size bins are Σ G below 32², 96², 144² and the rest; the caller's own
 * @throws RangeError if there is no sample, a confidence is not finite, or the consensus IoU of a
 * sample with a truth leaves 0…1 or its area is negative or not finite
 * @example
 * ```ts
 * import { extendedScores } from "@ssl/metrics-ciou";
 *
 * const { at50 } = extendedScores([
 *   { hasTruth: true, ciou: 0.7, confidence: 0.9, truthArea: 9000 },
 *   { hasTruth: true, ciou: 0.2, confidence: 0.8, truthArea: 12000 },
 *   { hasTruth: false, ciou: 0, confidence: 0.6, truthArea: 0 },
 * ]);
 * console.log(at50.visible.precision, at50.all.maxF1); // 0.5 0.666…
 * ```
 */
export function extendedScores(samples: readonly ExtendedSample[]): ExtendedScores {
  checkSamples(samples);
  const visible = samples.filter(({ hasTruth }) => hasTruth);
  const sized = (from: number, to: number): ExtendedSample[] =>
    visible.filter(({ truthArea }) => from <= truthArea && truthArea < to);
  const bins: Record<ExtendedBin, readonly ExtendedSample[]> = {
    all: samples,
    visible,
    small: sized(0, 32 ** 2),
    medium: sized(32 ** 2, 96 ** 2),
    large: sized(96 ** 2, 144 ** 2),
    huge: sized(144 ** 2, Infinity),
  };
  const at = (bar: number): Record<ExtendedBin, ExtendedScore> => ({
    all: scoreBin(bins.all, bar),
    visible: scoreBin(bins.visible, bar),
    small: scoreBin(bins.small, bar),
    medium: scoreBin(bins.medium, bar),
    large: scoreBin(bins.large, bar),
    huge: scoreBin(bins.huge, bar),
  });
  return {
    at50: at(0.5),
    at75: at(0.75),
    strictPrecision: visible.filter(({ ciou }) => ciou > 0.5).length / visible.length,
    f1AtHalf: f1Of(detect(samples, 0.5, 0.5)),
  };
}

/** Precision and recall at one bar and one confidence. */
interface Detection {
  readonly precision: number;
  readonly recall: number;
}

function scoreBin(samples: readonly ExtendedSample[], bar: number): ExtendedScore {
  const count = samples.length;
  if (count === 0) {
    const none = Number.NaN;
    return { count, precision: none, ap: none, f1: new Float64Array(), maxF1: none, auc: none };
  }
  const confidences = Float64Array.from(samples, ({ confidence }) => confidence).sort();
  const asked = every(Math.floor(count / 10), confidences);
  const f1 = asked.map((confidence) => f1Of(detect(samples, bar, confidence)));
  const withTruth = samples.filter(({ hasTruth }) => hasTruth).map(({ ciou }) => ciou);
  return {
    count,
    precision: detect(samples, bar, -Infinity).precision,
    ap: averagePrecisionOf(samples, bar, confidences),
    f1,
    maxF1: f1.reduce((greatest, value) => Math.max(greatest, value)),
    auc: areaOverThresholds(successCurve(withTruth)),
  };
}

function detect(samples: readonly ExtendedSample[], bar: number, asked: number): Detection {
  let found = 0;
  let wrong = 0;
  let missed = 0;
  for (const { hasTruth, ciou, confidence } of samples) {
    if (confidence >= asked) {
      if (hasTruth && ciou >= bar) found++;
      else wrong++;
    } else if (hasTruth) missed++;
  }
  return {
    precision: found + wrong === 0 ? 1 : found / (found + wrong),
    recall: found + missed === 0 ? 1 : found / (found + missed),
  };
}

/** From the second greatest confidence downwards; each step of recall at the best precision left. */
function averagePrecisionOf(
  samples: readonly ExtendedSample[],
  bar: number,
  confidences: Float64Array,
): number {
  const descending = confidences.slice(0, -1).reverse();
  const asked = every(Math.floor(samples.length / 200), descending);
  const curve = Array.from(asked, (confidence) => detect(samples, bar, confidence));
  let area = 0;
  let best = curve.at(-1)?.precision ?? 0;
  for (let i = curve.length - 2; i >= 0; i--) {
    best = Math.max(best, curve[i]!.precision);
    area += best * (curve[i + 1]!.recall - curve[i]!.recall);
  }
  return area;
}

function f1Of({ precision, recall }: Detection): number {
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

/** Every `step`th value, beginning with the first; every one if the step is 0. */
function every(step: number, values: Float64Array): Float64Array {
  return values.filter((_, i) => i % Math.max(1, step) === 0);
}

function checkSamples(samples: readonly ExtendedSample[]): void {
  checkSome("extendedScores", "sample", samples);
  samples.forEach(({ hasTruth, ciou, confidence, truthArea }, i) => {
    checkFinite("extendedScores", `the confidence of sample ${i}`, confidence);
    if (!hasTruth) return;
    checkShare("extendedScores", `the cIoU of sample ${i}`, ciou);
    if (!(truthArea >= 0 && truthArea < Infinity)) {
      throw new RangeError(
        `extendedScores: expected the truth's area of sample ${i} to be at least 0 and finite, ` +
          `got ${truthArea}. It is Σ G of a truth of 224 × 224 pixels.`,
      );
    }
  });
}
