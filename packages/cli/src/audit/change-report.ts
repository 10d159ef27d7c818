import { type Grid, type MapChange, mapChange, type Statistic } from "@ssl/metrics-ciou";
import type { AuditReport, Estimate } from "@ssl/report";
import { progressLine } from "../progress-line.ts";
import {
  clusterMeans,
  clustersOf,
  type Draws,
  differenceOf,
  estimatesOf,
} from "./audit-estimates.ts";
import { CONDITIONS, type ForeignCondition } from "./audit-manifest.ts";
import type { AuditedPicture, RunMaps } from "./run-maps.ts";

/** What foreign sounds change in the maps. */
export interface Change {
  readonly change: AuditReport["change"];
  readonly noiseFloor: AuditReport["noiseFloor"];
  /**
   * 1 − correlation under sounds of another class, or off-screen ones where there are no classes, less
   * that between two draws of noise; null where the audit has no such samples.
   */
  readonly aboveFloor: Estimate | null;
}

const MEASURES = ["oneMinusCorrelation", "flipped", "peakMoved"] as const;
const FOREIGN = CONDITIONS.filter(
  (condition): condition is ForeignCondition => condition !== "original" && condition !== "concat",
);

/**
 * Holds the maps of every picture under foreign sounds against its map with its own sound, and, as the
 * floor, those of two draws of one condition against each other. Draws of one picture are averaged,
 * so that a picture counts once.
 */
export async function changeReport(
  { maps, pictures }: RunMaps,
  { seed, resamples, signal }: Draws & { readonly signal: AbortSignal },
): Promise<Change> {
  const clusters = clustersOf(pictures.map(({ sample: { group, id } }) => group ?? id));
  const line = progressLine({ label: "Comparing", total: pictures.length, unit: "pictures" });
  const found: Record<ForeignCondition, PictureChange>[] = [];
  try {
    for (const [done, picture] of pictures.entries()) {
      signal.throwIfAborted();
      found.push(await changesOf(picture, (id) => maps.read(id)));
      line.update(done + 1);
    }
  } finally {
    line.stop();
  }
  const columnsOf = (
    condition: ForeignCondition,
    what: keyof PictureChange,
  ): Record<keyof MapChange, Statistic> =>
    byMeasure((measure) => ({
      columns: [
        clusterMeans(
          found.map((conditions) => conditions[condition][what]?.[measure] ?? Number.NaN),
          clusters,
        ),
      ],
    }));
  const present = FOREIGN.filter((condition) =>
    pictures.some(({ foreign }) => foreign.some((sample) => sample.condition === condition)),
  );
  const columns = present.map((condition) => ({
    condition,
    change: columnsOf(condition, "change"),
    between: columnsOf(condition, "between"),
  }));
  const floor = columnsOf("noise", "between");
  const foreign = ["other-class", "off-screen"].find((name) => present.includes(name as never));
  const judged = columns.find(({ condition }) => condition === foreign)?.change.oneMinusCorrelation;
  const statistics = [
    ...columns.flatMap(({ change, between }) => [
      ...Object.values(change),
      ...Object.values(between),
    ]),
    ...Object.values(floor),
    ...(judged ? [differenceOf(judged, floor.oneMinusCorrelation)] : []),
  ];
  const estimates = estimatesOf(statistics, { seed, resamples }).values();
  const three = () => byMeasure(() => estimates.next().value!);
  return {
    change: Object.fromEntries(
      columns.map(({ condition }) => {
        const [own, between] = [three(), three()];
        const draws = Math.max(
          ...pictures.map(
            ({ foreign: samples }) => samples.filter((one) => one.condition === condition).length,
          ),
        );
        const several = between.oneMinusCorrelation.n > 0;
        return [condition, { ...own, draws, betweenDraws: several ? between : null }];
      }),
    ),
    noiseFloor: three(),
    aboveFloor: judged ? estimates.next().value! : null,
  };
}

interface PictureChange {
  /** Against the map with the picture's own sound; undefined without a draw. */
  readonly change: MapChange | undefined;
  /** Between two draws; undefined with less than two. */
  readonly between: MapChange | undefined;
}

async function changesOf(
  { sample, foreign }: AuditedPicture,
  read: (id: string) => Promise<Grid>,
): Promise<Record<ForeignCondition, PictureChange>> {
  const own = await read(sample.id);
  const changes: Partial<Record<ForeignCondition, PictureChange>> = {};
  for (const condition of FOREIGN) {
    const drawn = foreign.filter((one) => one.condition === condition);
    const maps = await Promise.all(drawn.map(({ id }) => read(id)));
    const between: MapChange[] = [];
    for (let i = 0; i + 1 < maps.length; i += 2) {
      // Disjoint pairs of draws: 0 with 1, 2 with 3.
      between.push(mapChange(maps[i]!, maps[i + 1]!));
    }
    changes[condition] = {
      change: meanChange(maps.map((map) => mapChange(own, map))),
      between: meanChange(between),
    };
  }
  return changes as Record<ForeignCondition, PictureChange>;
}

function meanChange(changes: readonly MapChange[]): MapChange | undefined {
  if (changes.length === 0) return undefined;
  return byMeasure(
    (measure) => changes.reduce((sum, change) => sum + change[measure], 0) / changes.length,
  );
}

function byMeasure<T>(make: (measure: (typeof MEASURES)[number]) => T): Record<keyof MapChange, T> {
  return Object.fromEntries(MEASURES.map((measure) => [measure, make(measure)])) as Record<
    keyof MapChange,
    T
  >;
}
