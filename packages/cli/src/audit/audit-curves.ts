import { thresholds } from "@ssl/metrics-ciou";
import type { ProtocolCurves, SuccessShares } from "@ssl/report";
import { FLOORS, type ScoredSamples } from "../score/scored-samples.ts";
import { type Clusters, clusterMeans, type Draws, estimatesOf } from "./audit-estimates.ts";

const LEVELS = thresholds();

/**
 * Success curves under one protocol, with the sound and without: at each consensus IoU the share of
 * samples that reach it, a score of 0 / 0 reaching none, with intervals over clusters.
 */
export function auditCurves(
  own: ScoredSamples,
  without: ScoredSamples,
  {
    protocol,
    clusters,
    ...draws
  }: Draws & { readonly protocol: string; readonly clusters: Clusters },
): ProtocolCurves {
  const curve = ({ maps }: ScoredSamples): SuccessShares => {
    const { ciou } = maps[protocol]!;
    const columns = Array.from(LEVELS, (level) =>
      clusterMeans(
        ciou.map((value) => Number(value >= level)),
        clusters,
      ),
    );
    const estimates = estimatesOf(
      columns.map((column) => ({ columns: [column] })),
      draws,
    );
    return {
      shares: estimates.map(({ value }) => value),
      band: estimates.map(({ interval }) => interval),
    };
  };
  return {
    own: curve(own),
    against: curve(without),
    floors: Object.fromEntries(
      FLOORS.map((floor) => {
        const { atLeast, count } = own.floors[protocol]![floor];
        return [floor, atLeast.map((reached) => reached / count)];
      }),
    ),
  };
}
