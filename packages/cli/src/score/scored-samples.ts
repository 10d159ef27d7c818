import { mergeScoreSets, type ScoreSet } from "@ssl/metrics-ciou";

/** The maps that need no model, in the order in which they are shown. */
export const FLOORS = ["allOn", "centreDisc", "oracleDisc", "noise"] as const;
export type FloorName = (typeof FLOORS)[number];

/** One set of maps under one protocol, sample by sample. */
export interface ScoreColumn {
  /** Each sample's consensus IoU; `NaN` for 0 / 0. */
  readonly ciou: readonly number[];
  /** Under the paper's protocols: each sample's consensus IoUs over the thresholds. */
  readonly curve?: readonly (readonly number[])[] | undefined;
}

/** A sample that was left out. */
export interface BadSample {
  readonly id: string;
  readonly reason: string;
}

/** What scoring some samples found; the numbers and intervals are made of it. */
export interface ScoredSamples {
  /** The samples scored, in the truth's order. */
  readonly ids: readonly string[];
  /** The group of each, null where it has none. */
  readonly groups: readonly (string | null)[];
  /** Under each protocol, by its id. */
  readonly maps: Readonly<Record<string, ScoreColumn>>;
  /** The same of the maps that they are held against. */
  readonly against?: Readonly<Record<string, ScoreColumn>> | undefined;
  /** What needs no model, under each protocol. */
  readonly floors: Readonly<Record<string, Readonly<Record<FloorName, ScoreSet>>>>;
  /** Samples left out because a map has no score. */
  readonly bad: readonly BadSample[];
}

/** Joins parts of one set, in order. */
export function joinScoredSamples(parts: readonly ScoredSamples[]): ScoredSamples {
  const first = parts[0]!;
  const columns = (of: (part: ScoredSamples) => ScoredSamples["maps"]): ScoredSamples["maps"] =>
    mapValues(of(first), (column, id) => {
      const own = parts.map((part) => of(part)[id]!);
      const ciou = own.flatMap((part) => part.ciou);
      return column.curve ? { ciou, curve: own.flatMap((part) => part.curve!) } : { ciou };
    });
  return {
    ids: parts.flatMap(({ ids }) => ids),
    groups: parts.flatMap(({ groups }) => groups),
    maps: columns(({ maps }) => maps),
    ...(first.against ? { against: columns(({ against }) => against!) } : {}),
    floors: mapValues(first.floors, (sets, id) =>
      mapValues(sets, (_, floor) =>
        parts.map(({ floors }) => floors[id]![floor]).reduce(mergeScoreSets),
      ),
    ),
    bad: parts.flatMap(({ bad }) => bad),
  };
}

function mapValues<K extends string, A, B>(
  record: Readonly<Record<K, A>>,
  change: (value: A, key: K) => B,
): Record<K, B> {
  return Object.fromEntries(
    Object.entries<A>(record).map(([key, value]) => [key, change(value, key as K)]),
  ) as Record<K, B>;
}
