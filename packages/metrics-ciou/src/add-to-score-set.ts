import { checkCount, type ScoreSet, type ScoreSetCurve, UNITS } from "./score-set.ts";
import type { ProtocolSample } from "./score-under.ts";
import { thresholds } from "./thresholds.ts";

/** Made once: a set is added to for every sample, protocol and floor. */
const LEVELS = /* @__PURE__ */ thresholds();

/**
 * A set of scores with one sample more.
 *
 * Not in the paper. A consensus IoU is rounded to the nearest 2⁻³² before it is added.
 *
 * @param set - unchanged
 * @param sample - what `scoreUnder` or `floorsUnder` made under the set's protocol
 * @returns the larger set, plain data; the caller's own
 * @throws RangeError if a value is neither in 0…1 nor NaN, a curve is missing, not wanted or not of 21
 * values, or the set holds 2²¹ samples already
 * @example
 * ```ts
 * import { addToScoreSet, emptyScoreSet, publishedProtocols } from "@ssl/metrics-ciou";
 *
 * const protocol = publishedProtocols.find(({ id }) => id === "hche11")!;
 * let set = emptyScoreSet(protocol);
 * for (const ciou of [0.25, 0.75, Number.NaN]) set = addToScoreSet(set, { ciou });
 * console.log(set.count, set.nan, set.atLeast[10]); // 3 1 1
 * ```
 */
export function addToScoreSet(set: ScoreSet, sample: ProtocolSample): ScoreSet {
  checkCount("addToScoreSet", set.count + 1);
  checkIou(sample.ciou, "ciou");
  checkCurve(set, sample);
  const { ciou, curve } = sample;
  const atLeast = set.atLeast.slice();
  for (let i = 0; i < LEVELS.length; i++) if (ciou >= LEVELS[i]!) atLeast[i]!++;
  return {
    ...set,
    count: set.count + 1,
    nan: set.nan + Number(Number.isNaN(ciou)),
    atLeast,
    sum: set.sum + unitsOf(ciou),
    ...(set.curve && curve && { curve: withCurve(set.curve, curve) }),
  };
}

function withCurve(set: ScoreSetCurve, curve: Float64Array): ScoreSetCurve {
  const sums = set.sums.slice();
  const defined = set.defined.slice();
  for (let i = 0; i < curve.length; i++) {
    const ciou = curve[i]!;
    if (Number.isNaN(ciou)) continue;
    sums[i]! += unitsOf(ciou);
    defined[i]!++;
  }
  return { sums, defined };
}

function unitsOf(ciou: number): number {
  return Number.isNaN(ciou) ? 0 : Math.round(ciou * UNITS);
}

function checkCurve({ protocol, curve: wanted }: ScoreSet, { curve }: ProtocolSample): void {
  const length = wanted ? wanted.sums.length : undefined;
  if (curve?.length !== length) {
    throw new RangeError(
      `addToScoreSet: expected ${length ? `a curve of ${length} values` : "no curve"} under ` +
        `protocol "${protocol.id}", got ${curve ? `one of ${curve.length}` : "none"}. ` +
        "Score the sample under the set's own protocol.",
    );
  }
  curve?.forEach((ciou, i) => {
    checkIou(ciou, `curve[${i}]`);
  });
}

function checkIou(ciou: number, name: string): void {
  if (Number.isNaN(ciou) || (ciou >= 0 && ciou <= 1)) return;
  throw new RangeError(`addToScoreSet: expected ${name} in 0…1 or NaN, got ${ciou}.`);
}
