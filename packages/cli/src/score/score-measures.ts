import { areaUnderCurve, type Statistic, thresholds } from "@ssl/metrics-ciou";
import type { ScoreColumn } from "./scored-samples.ts";

/** One number that a protocol prints, as the mean over samples that it is. */
export interface Measure {
  readonly name: string;
  readonly statistic: Statistic;
  /** One value for each sample, whose mean over the defined ones it is, but for undefined curves. */
  readonly values: Float64Array;
}

/**
 * The numbers that a protocol prints for one set of maps, each as a mean over samples, which is what
 * intervals and tests need.
 *
 * @param column - the samples' scores; a curve makes it the paper's reading
 * @returns `ciou50`, `auc`, `meanCiou`; or `meanAtHalf`, `aucOfMean`, `successAtHalf`, `successAuc`
 */
export function scoreMeasures({ ciou, curve }: ScoreColumn): Measure[] {
  const atLeastHalf = mean(ciou, (value) => Number(value >= 0.5));
  const area = mean(ciou, successArea);
  const plain = mean(ciou, (value) => value);
  if (!curve) {
    return [
      { name: "ciou50", ...atLeastHalf },
      { name: "auc", ...area },
      { name: "meanCiou", ...plain },
    ];
  }
  return [
    { name: "meanAtHalf", ...plain },
    { name: "aucOfMean", ...areaOfMean(curve) },
    { name: "successAtHalf", ...atLeastHalf },
    { name: "successAuc", ...area },
  ];
}

type Mean = Omit<Measure, "name">;

function mean(ciou: readonly number[], value: (ciou: number) => number): Mean {
  const values = Float64Array.from(ciou, value);
  return { statistic: { columns: [values] }, values };
}

const LEVELS = thresholds();

/** One sample's part of the area under the success curve; an undefined score succeeds nowhere. */
function successArea(ciou: number): number {
  return areaUnderCurve(
    LEVELS.map((level) => Number(ciou >= level)),
    LEVELS,
  );
}

/** The area under the mean curve. Undefined values are left out at each threshold by itself. */
function areaOfMean(curve: readonly (readonly number[])[]): Mean {
  const values = Float64Array.from(curve, (row) => areaUnderCurve(row, LEVELS));
  if (!values.some(Number.isNaN)) return { statistic: { columns: [values] }, values };
  const columns = Array.from(LEVELS, (_, i) => Float64Array.from(curve, (row) => row[i]!));
  const weights = columns.map((_, i) => areaUnderCurve(unit(i), LEVELS));
  return { statistic: { columns, weights }, values };
}

/** A curve that is 1 at one threshold: its area is the trapezoid rule's weight there. */
function unit(index: number): number[] {
  return Array.from(LEVELS, (_, i) => Number(i === index));
}
