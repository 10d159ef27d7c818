import type { MapSet } from "@ssl/av-datasets";
import type { Protocol, Statistic } from "@ssl/metrics-ciou";
import type { AuditReport, ProtocolCurves } from "@ssl/report";
import { scoreMeasures } from "../score/score-measures.ts";
import type { ScoredSamples } from "../score/scored-samples.ts";
import { auditCurves } from "./audit-curves.ts";
import {
  type Clusters,
  clusteredStatistic,
  clustersOf,
  type Draws,
  differenceOf,
  estimatesOf,
} from "./audit-estimates.ts";
import type { AuditedPicture, RunMaps } from "./run-maps.ts";
import { floorsOf, type ScoringOptions, scoredMaps } from "./scored-maps.ts";

/** How the pictures are localized with their sound, and without any. */
export interface Gap {
  readonly gap: AuditReport["gap"];
  /** Under the protocol that judges. */
  readonly curves: Readonly<Record<string, ProtocolCurves>>;
  readonly pictureOnlyIs: AuditReport["pictureOnlyIs"];
  /** The pictures that have both maps. */
  readonly pictures: readonly AuditedPicture[];
  /** Their scores, in their order. */
  readonly own: ScoredSamples;
  readonly without: ScoredSamples;
}

/**
 * Scores the maps of every picture with its own sound and without any: of the model's own map of the
 * picture alone, or, where it has none, its map under silence.
 */
export async function gapReport(
  run: RunMaps,
  options: ScoringOptions & Draws & { readonly judge: Protocol },
): Promise<Gap | null> {
  const { maps, pictureOnly } = run;
  const { judge, seed, resamples } = options;
  const silenceOf = ({ foreign }: AuditedPicture): string | undefined =>
    foreign.find(({ condition }) => condition === "silence")?.id;
  const pictures =
    pictureOnly === null
      ? run.pictures.filter((picture) => silenceOf(picture) !== undefined)
      : run.pictures;
  if (pictures.length === 0) return null;
  const scored = (label: string, set: MapSet, idOf: (picture: AuditedPicture) => string) =>
    scoredMaps(
      label,
      set,
      pictures.map((picture) => ({ id: idOf(picture), annotation: picture.annotation })),
      options,
    );
  const own = await scored("Scoring, with sound", maps, ({ sample }) => sample.id);
  const without =
    pictureOnly === null
      ? await scored("Scoring, under silence", maps, (picture) => silenceOf(picture)!)
      : await scored("Scoring, picture only", pictureOnly, ({ sample }) => sample.id);
  const clusters = clustersOf(pictures.map(({ sample: { group, id } }) => group ?? id));
  return {
    gap: gaps(own, without, clusters, options),
    curves: {
      [judge.id]: auditCurves(own, without, { protocol: judge.id, clusters, seed, resamples }),
    },
    pictureOnlyIs: pictureOnly === null ? "silence" : "own",
    pictures,
    own,
    without,
  };
}

function gaps(
  own: ScoredSamples,
  without: ScoredSamples,
  clusters: Clusters,
  { protocols, seed, resamples }: ScoringOptions & Draws,
): AuditReport["gap"] {
  const rows = protocols.map(({ id }) => {
    const of = (scored: ScoredSamples): { name: string; statistic: Statistic }[] =>
      scoreMeasures(scored.maps[id]!).map(({ name, statistic }) => {
        return { name, statistic: clusteredStatistic(statistic, clusters) };
      });
    const [withSound, alone] = [of(own), of(without)];
    return withSound.map(({ name, statistic }, i) => {
      const other = alone[i]!.statistic;
      return { id, name, statistics: [statistic, other, differenceOf(statistic, other)] };
    });
  });
  const estimates = estimatesOf(
    rows.flat().flatMap(({ statistics }) => statistics),
    { seed, resamples },
  ).values();
  const next = () => estimates.next().value!;
  return Object.fromEntries(
    rows.map((measures) => [
      measures[0]!.id,
      Object.fromEntries(
        measures.map(({ id, name }) => [
          name,
          {
            own: next(),
            pictureOnly: next(),
            difference: next(),
            floors: floorsOf(own, id, name),
          },
        ]),
      ),
    ]),
  );
}
