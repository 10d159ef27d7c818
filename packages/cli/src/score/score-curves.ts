import { setImmediate } from "node:timers/promises";
import { bootstrapIntervals, thresholds } from "@ssl/metrics-ciou";
import type { ProtocolCurves, SuccessShares } from "@ssl/report";
import { FLOORS, type ScoredSamples } from "./scored-samples.ts";

/** How intervals are drawn, and who hears of it. */
export interface ScoreCurvesOptions {
  readonly seed: number;
  /** Without any there are no bands. */
  readonly resamples: number;
  /** Hears how many protocols are done. */
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * The success curves of what was scored: for each consensus IoU the share of samples that reach it.
 *
 * Bands are the intervals of each share by itself, of the draws that the numbers in tables have, so that
 * a band at 0.5 is that of cIoU@0.5. A score of 0 / 0 reaches nothing.
 *
 * @param scored - the samples' scores
 * @returns by protocol id
 * @throws the signal's reason if it is raised
 */
export async function scoreCurves(
  scored: Pick<ScoredSamples, "ids" | "maps" | "against" | "floors">,
  options: ScoreCurvesOptions,
): Promise<Record<string, ProtocolCurves>> {
  const { ids, maps, against, floors } = scored;
  const curves: Record<string, ProtocolCurves> = {};
  for (const [done, id] of Object.keys(maps).entries()) {
    // Lets the progress show and the signal arrive.
    await setImmediate();
    options.signal?.throwIfAborted();
    const columns = [maps[id]!, ...(against ? [against[id]!] : [])];
    const [own, other] = successShares(
      columns.map(({ ciou }) => ciou),
      options,
    );
    curves[id] = {
      own: own!,
      against: other ?? null,
      floors: Object.fromEntries(
        FLOORS.map((floor) => [floor, floors[id]![floor].atLeast.map((n) => n / ids.length)]),
      ),
    };
    options.onProgress?.(done + 1);
  }
  return curves;
}

const LEVELS = thresholds();

/** The curves of scores of the same samples. */
function successShares(
  scores: readonly (readonly number[])[],
  { seed, resamples }: ScoreCurvesOptions,
): SuccessShares[] {
  const curves = scores.map((ciou) =>
    Array.from(LEVELS, (level) => Float64Array.from(ciou, (value) => Number(value >= level))),
  );
  const bands = (
    resamples > 0
      ? bootstrapIntervals(
          curves.flat().map((column) => ({ columns: [column] })),
          { seed, resamples },
        )
      : []
  ).map(({ bca }) => bca);
  return curves.map((columns, i) => ({
    shares: columns.map((column) => column.reduce((sum, one) => sum + one, 0) / column.length),
    band: resamples > 0 ? bands.slice(i * LEVELS.length, (i + 1) * LEVELS.length) : null,
  }));
}
