import {
  addToScoreSet,
  bootstrapIntervals,
  emptyScoreSet,
  interactiveScores,
  type Protocol,
  permutationTest,
  type ScoreSet,
  type Statistic,
  scoreSetSummary,
} from "@ssl/metrics-ciou";
import { BadInput } from "../bad-input.ts";
import { scoreMeasures } from "./score-measures.ts";
import {
  type BadSample,
  FLOORS,
  type FloorName,
  type ScoreColumn,
  type ScoredSamples,
} from "./scored-samples.ts";

/** What was scored; equal for all parts of one run. */
export interface ScoreHeader {
  readonly truth: {
    readonly name: string;
    readonly format: string;
    /** Samples in it. */
    readonly n: number;
    /** SHA-256 over its samples. */
    readonly digest: string;
    /** What was found odd in it. */
    readonly notes: readonly { readonly message: string; readonly ids: readonly string[] }[];
  };
  /** The maps, as they were named. */
  readonly maps: string;
  readonly against: string | null;
  readonly protocols: readonly string[];
  readonly skipBad: boolean;
  readonly seed: number;
  readonly resamples: number;
}

/** Which samples and maps found no partner. */
export interface Unmatched {
  /** Samples without a map, left out. */
  readonly missing: readonly string[];
  /** Maps of no sample. */
  readonly unused: readonly string[];
}

export type Range = readonly [low: number, high: number];

/** One set of maps' numbers under one protocol. */
export interface MapsReport {
  /** By name, in the order in which they are printed; fractions of 1. */
  readonly values: Readonly<Record<string, number>>;
  /** Samples whose consensus IoU is 0 / 0. */
  readonly nan: number;
  /** 95 % intervals, bootstrap over samples; none without resamples. */
  readonly interval: Readonly<Record<string, Range>> | null;
}

/** A number minus its counterpart. */
interface Difference {
  readonly value: number;
  readonly interval: Range | null;
  /** Two-sided, by permuting which set a sample's score belongs to. */
  readonly p: number | null;
}

/** Everything that is said under one protocol. */
export interface ProtocolReport extends MapsReport {
  readonly title: string;
  readonly summary: Protocol["summary"];
  readonly floors: Readonly<Record<FloorName, Readonly<Record<string, number>>>>;
  /** Where samples stand in groups: a group succeeds if all of its samples do. */
  readonly groups: { readonly count: number; readonly iiou: number; readonly iauc: number } | null;
  readonly against: MapsReport | null;
  readonly difference: Readonly<Record<string, Difference>> | null;
}

/** What `ssl score` prints, whatever the format. */
export interface ScoreReport {
  readonly header: ScoreHeader;
  readonly scored: number;
  readonly unmatched: Unmatched;
  readonly bad: readonly BadSample[];
  readonly protocols: readonly (ProtocolReport & { readonly id: string })[];
}

/**
 * Makes the numbers, their intervals and the differences of what was scored.
 *
 * All statistics share one set of bootstrap draws, so that leaving out a protocol moves no other.
 *
 * @param protocols - those of the header, in its order
 */
export function scoreReport(
  header: ScoreHeader,
  protocols: readonly Protocol[],
  unmatched: Unmatched,
  scored: ScoredSamples,
): ScoreReport {
  if (scored.ids.length === 0) {
    throw new BadInput(
      "score: expected at least one sample with a usable map, got none. Name the maps by the truth's ids.",
    );
  }
  const { seed, resamples } = header;
  const rows = protocols.map((protocol) => {
    const own = measured(protocol, scored.maps[protocol.id]!);
    const against = scored.against && measured(protocol, scored.against[protocol.id]!);
    return { protocol, own, against };
  });
  const statistics = rows.flatMap(({ own, against }) => [
    ...own.statistics,
    ...(against ? [...against.statistics, ...differences(own.statistics, against.statistics)] : []),
  ]);
  const intervals = (
    resamples > 0 ? bootstrapIntervals(statistics, { seed, resamples }) : []
  ).values();
  const ranges = (names: readonly string[]): Record<string, Range> | null =>
    resamples > 0
      ? Object.fromEntries(names.map((name) => [name, intervals.next().value!.bca]))
      : null;
  return {
    header,
    scored: scored.ids.length,
    unmatched,
    bad: scored.bad,
    protocols: rows.map(({ protocol, own, against }) => {
      const { names } = own;
      const report = (maps: Measured): MapsReport => ({
        values: maps.values,
        nan: maps.nan,
        interval: ranges(names),
      });
      const ownReport = report(own);
      const againstReport = against ? report(against) : null;
      const between = against ? ranges(names) : null;
      return {
        id: protocol.id,
        title: protocol.title,
        summary: protocol.summary,
        ...ownReport,
        floors: floorValues(scored.floors[protocol.id]!),
        groups: grouped(scored.groups, scored.maps[protocol.id]!.ciou),
        against: againstReport,
        difference: against
          ? Object.fromEntries(
              names.map((name, i) => [
                name,
                {
                  value: own.values[name]! - against.values[name]!,
                  interval: between?.[name] ?? null,
                  p:
                    resamples > 0
                      ? permutationTest(own.samples[i]!, against.samples[i]!, { seed, resamples })
                          .pValue
                      : null,
                },
              ]),
            )
          : null,
      };
    }),
  };
}

interface Measured {
  readonly names: readonly string[];
  readonly values: Record<string, number>;
  readonly nan: number;
  readonly statistics: readonly Statistic[];
  readonly samples: readonly Float64Array[];
}

function measured(protocol: Protocol, column: ScoreColumn): Measured {
  const measures = scoreMeasures(column);
  let set = emptyScoreSet(protocol);
  for (const [i, ciou] of column.ciou.entries()) {
    const curve = column.curve?.[i];
    set = addToScoreSet(set, curve ? { ciou, curve: Float64Array.from(curve) } : { ciou });
  }
  return {
    names: measures.map(({ name }) => name),
    values: summaryValues(set),
    nan: scoreSetSummary(set).nan,
    statistics: measures.map(({ statistic }) => statistic),
    samples: measures.map(({ values }) => values),
  };
}

function differences(own: readonly Statistic[], against: readonly Statistic[]): Statistic[] {
  return own.map((statistic, i) => {
    const other = against[i]!;
    const weights = (of: Statistic): readonly number[] => of.weights ?? of.columns.map(() => 1);
    return {
      columns: [...statistic.columns, ...other.columns],
      weights: [...weights(statistic), ...weights(other).map((weight) => -weight)],
    };
  });
}

function floorValues(
  sets: Readonly<Record<FloorName, ScoreSet>>,
): Record<FloorName, Record<string, number>> {
  return Object.fromEntries(FLOORS.map((floor) => [floor, summaryValues(sets[floor])])) as Record<
    FloorName,
    Record<string, number>
  >;
}

/** A summary's numbers by name, without its counts. */
function summaryValues(set: ScoreSet): Record<string, number> {
  const { summary: _, count: __, nan: ___, ...values } = scoreSetSummary(set);
  return values;
}

/** Success over groups, where there are any. */
function grouped(
  groups: readonly (string | null)[],
  ciou: readonly number[],
): ProtocolReport["groups"] {
  const samples = groups.flatMap((group, i) => (group === null ? [] : [{ group, ciou: ciou[i]! }]));
  if (samples.length === 0) return null;
  const { iiou, iauc } = interactiveScores(samples);
  return { count: new Set(samples.map(({ group }) => group)).size, iiou, iauc };
}
