import type { MapSet } from "@ssl/av-datasets";
import type { Annotation, Protocol } from "@ssl/metrics-ciou";
import { scoreSetSummary } from "@ssl/metrics-ciou";
import { BadInput } from "../bad-input.ts";
import { progressLine } from "../progress-line.ts";
import { scoreInJobs } from "../score/score-in-jobs.ts";
import { FLOORS, type ScoredSamples } from "../score/scored-samples.ts";

/** How maps are scored. */
export interface ScoringOptions {
  readonly protocols: readonly Protocol[];
  readonly jobs: number;
  readonly signal: AbortSignal;
}

/** Scores maps, every one of which must have a score. */
export async function scoredMaps(
  label: string,
  maps: MapSet,
  samples: readonly { readonly id: string; readonly annotation: Annotation }[],
  options: ScoringOptions,
): Promise<ScoredSamples> {
  const line = progressLine({ label, total: samples.length, unit: "maps" });
  const scored = await scoreInJobs({
    ...options,
    samples,
    maps,
    onProgress: (done) => line.update(done),
  }).finally(() => line.stop());
  const [bad] = scored.bad;
  if (bad !== undefined) {
    throw new BadInput(
      `audit: expected a map of ${bad.id} that can be scored in ${maps.path}. ` +
        "Delete it, and run ssl audit run again.",
      { cause: new Error(bad.reason) },
    );
  }
  return scored;
}

/** Of every floor one measure under a protocol. */
export function floorsOf(
  { floors }: ScoredSamples,
  protocol: string,
  measure: string,
): Record<string, number> {
  return Object.fromEntries(
    FLOORS.map((floor) => {
      const summary = scoreSetSummary(floors[protocol]![floor]);
      return [floor, (summary as unknown as Record<string, number>)[measure]!];
    }),
  );
}
