import type { MapSize } from "./types.ts";

/** One way to score a map against what people marked, as plain data. */
export interface Protocol {
  /** Short name, to stand beside every number. */
  readonly id: string;
  /** What it is, in a few words. */
  readonly title: string;
  /** Where it comes from: paper, venue and year. */
  readonly reference: string;
  /** How marks become the ground truth G. */
  readonly truth: TruthRule;
  /** Size of the ground truth, to which the map is resized. */
  readonly size: MapSize;
  /** How the map is resized. */
  readonly upsampling: Upsampling;
  /** How its values are brought to the range of the threshold. */
  readonly normalisation: Normalisation;
  /** Which pixels are on. There is no default: nothing changes a score more. */
  readonly threshold: ThresholdRule;
  /** How samples become one number. */
  readonly summary: SummaryRule;
  /** How sure the map is of a source, where the protocol says so. */
  readonly confidence?: ConfidenceRule;
}

/**
 * How marks become G: `annotators`, the share of annotators who marked a pixel (eq. (7) of Oya et
 * al. 2020); `boxes`, the number of boxes over a pixel in units of the annotation's `consensus`,
 * capped at 1; `union`, 1 under any box. Of a mask all three make 1 where it is above 0.
 */
export type TruthRule = "annotators" | "boxes" | "union";

/**
 * How a map is resized: between pixel centres (PyTorch's `align_corners=False`), or with the corners'
 * centres on the corners' centres (`align_corners=True`); bicubic with a = −0.75. OpenCV's
 * `INTER_LINEAR` is `bilinear` but for the last bit of the rows along the border, which its scores
 * show where pixels nearly tie.
 */
export type Upsampling =
  | "bilinear"
  | "bilinear as in OpenCV"
  | "bilinear, corners aligned"
  | "bicubic"
  | "bicubic, corners aligned";

/**
 * How the resized map's values are brought to the range of the threshold.
 *
 * - `none`
 * - `min-max`: (x − min) / (max − min); a constant map becomes 0
 * - `min-max, constants kept`: the same; a constant map stays as it is
 * - `flipped min-max, constants kept`: one minus the latter of −x, so that a constant c becomes 1 + c
 * - `divided by maximum`: x / max; 0 everywhere if no value is positive
 * - `divided by maximum before resizing`: by the greatest value of the map as it was given; 1
 *   everywhere if that is negative, and if it is 0 no number, so that no pixel is on
 * - `{ from, to }`: (x − from) / (to − from), the same for all maps
 */
export type Normalisation =
  | "none"
  | "min-max"
  | "min-max, constants kept"
  | "flipped min-max, constants kept"
  | "divided by maximum"
  | "divided by maximum before resizing"
  | ValueRange;

/** A range of values, which becomes 0…1. */
export interface ValueRange {
  /** What becomes 0. */
  readonly from: number;
  /** What becomes 1. */
  readonly to: number;
}

/** Which pixels of the normalised map are on; compared in single precision. */
export type ThresholdRule =
  | {
      /** Pixels above this are on. */
      readonly above: ThresholdLevel;
      /** And those of at least this. */
      readonly orAtLeast?: number;
    }
  | {
      /** Pixels of at least this are on. */
      readonly atLeast: ThresholdLevel;
    };

/**
 * A fixed number; or, of the n pixels' values in ascending order, counted from 0: the `upper median`,
 * number ⌊n / 2⌋; the `median`, the mean of the two in the middle; or `as many as the truth`, number
 * n − m where m is the count of pixels with G > 0 (if there is none, the upper median).
 */
export type ThresholdLevel = number | "upper median" | "median" | "as many as the truth";

/**
 * How samples become one number: `success`, the share of samples whose consensus IoU is at least a
 * bar; `paper`, the text of Oya et al. 2020: the mean consensus IoU at each of `thresholds()`, for
 * which the threshold rule's number must be 0.5, that of the headline.
 */
export type SummaryRule = "success" | "paper";

/** The mean of a map's greatest values as a measure of how sure it is. */
export interface ConfidenceRule extends ValueRange {
  /** The share of the pixels to average, above 0 and at most 1. */
  readonly topShare: number;
}
