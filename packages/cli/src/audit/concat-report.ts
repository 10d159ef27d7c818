import { sideByMass, sideByPeak } from "@ssl/metrics-ciou";
import type { ConcatReport } from "@ssl/report";
import { BadInput } from "../bad-input.ts";
import { scoreMeasures } from "../score/score-measures.ts";
import { clusteredStatistic, clustersOf, type Draws, estimatesOf } from "./audit-estimates.ts";
import type { RunMaps } from "./run-maps.ts";
import { floorsOf, type ScoringOptions, scoredMaps } from "./scored-maps.ts";

/**
 * Scores pairs of pictures with the sound of one and of the other: on which side the map lies, and how
 * well it finds the source. The two sounds of a pair are one draw.
 */
export async function concatReport(
  { maps, pairs, annotations }: RunMaps,
  options: ScoringOptions & Draws,
): Promise<ConcatReport | null> {
  if (pairs.length === 0) return null;
  const samples = pairs.flatMap(({ left, right }) => [left, right]);
  const clusters = clustersOf(samples.map(({ pair }) => pair));
  const scored = await scoredMaps(
    "Scoring pairs",
    maps,
    samples.map(({ id }) => ({ id, annotation: annotations.get(id)! })),
    options,
  );
  const mass = new Float64Array(samples.length);
  const peak = new Float64Array(samples.length);
  for (const [i, { id, side }] of samples.entries()) {
    const map = await maps.read(id);
    if (map.shape[1]! < 2) {
      throw new BadInput(
        `audit: expected maps with two columns or more, got one of ${map.shape.join(" × ")} for ${id}.`,
      );
    }
    mass[i] = sideByMass(map, side);
    peak[i] = sideByPeak(map, side);
  }
  const headlines = options.protocols.map(({ id }) => {
    const { name, statistic } = scoreMeasures(scored.maps[id]!)[0]!;
    return { id, name, statistic };
  });
  const statistics = [
    { columns: [mass] },
    { columns: [peak] },
    ...headlines.map(({ statistic }) => statistic),
  ].map((statistic) => clusteredStatistic(statistic, clusters));
  const { seed, resamples } = options;
  const [sideMass, sidePeak, ...scores] = estimatesOf(statistics, { seed, resamples });
  return {
    sideByMass: sideMass!,
    sideByPeak: sidePeak!,
    chance: 0.5,
    scores: Object.fromEntries(
      headlines.map(({ id, name }, i) => [
        id,
        { measure: scores[i]!, floors: floorsOf(scored, id, name) },
      ]),
    ),
  };
}
