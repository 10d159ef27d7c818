import type { Protocol } from "./protocol.ts";

/**
 * The scores of a set of samples under one protocol, in constant memory: plain data that survives
 * JSON. All of it are integers, and sums of consensus IoUs count units of 2⁻³², so that sets merged
 * in any order are equal to the bit. Exact up to 2²¹ samples.
 */
export interface ScoreSet {
  /** The protocol that made the scores. */
  readonly protocol: Protocol;
  /** Samples, N. */
  readonly count: number;
  /** Samples among them whose consensus IoU is 0 / 0. */
  readonly nan: number;
  /** How many samples reach each of the 21 `thresholds()`; one that is 0 / 0 reaches none. */
  readonly atLeast: readonly number[];
  /** The sum of the others' consensus IoUs, in units of 2⁻³². */
  readonly sum: number;
  /** Only where the summary is `paper`: the same at each of `thresholds()`. */
  readonly curve?: ScoreSetCurve;
}

/** Sums of consensus IoUs at each of `thresholds()`. */
export interface ScoreSetCurve {
  /** In units of 2⁻³². */
  readonly sums: readonly number[];
  /** Samples in each sum: those that are not 0 / 0 there. */
  readonly defined: readonly number[];
}

/** Units in 1. */
export const UNITS: number = 2 ** 32;

/** So many sums of at most `UNITS` are exact in a double. */
const MOST_SAMPLES = 2 ** 21;

/** Checks that a set may hold so many samples. */
export function checkCount(caller: string, count: number): void {
  if (count > MOST_SAMPLES) {
    throw new RangeError(
      `${caller}: expected at most ${MOST_SAMPLES} samples in a set, got ${count}. ` +
        "Beyond that its sums would not be exact; keep several sets.",
    );
  }
}
