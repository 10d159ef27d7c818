import type { MapSet, TruthSample } from "@ssl/av-datasets";
import {
  addToScoreSet,
  emptyScoreSet,
  floorsUnder,
  type Protocol,
  type ProtocolSample,
  type ScoreSet,
  scoreUnder,
} from "@ssl/metrics-ciou";
import { type BadSample, FLOORS, type FloorName, type ScoredSamples } from "./scored-samples.ts";

/** What is scored, and how. */
export interface ScoreSamplesOptions {
  readonly samples: readonly TruthSample[];
  readonly maps: MapSet;
  readonly against?: MapSet | undefined;
  readonly protocols: readonly Protocol[];
  readonly onSample?: (done: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Scores the maps of some samples and their floors under every protocol.
 *
 * A sample whose map cannot be read or scored is left out and listed with the cause.
 *
 * @returns what was found, in the samples' order; the caller's own
 */
export async function scoreSamples(options: ScoreSamplesOptions): Promise<ScoredSamples> {
  const { samples, maps, against, protocols, onSample, signal } = options;
  const ids: string[] = [];
  const groups: (string | null)[] = [];
  const own = columns(protocols);
  const other = against && columns(protocols);
  const floors = protocols.map((protocol) =>
    Object.fromEntries(FLOORS.map((floor) => [floor, emptyScoreSet(protocol)])),
  ) as Record<FloorName, ScoreSet>[];
  const bad: BadSample[] = [];
  let done = 0;
  for (const { id, group, annotation } of samples) {
    signal?.throwIfAborted();
    const score = async (set: MapSet): Promise<readonly ProtocolSample[]> =>
      scoreUnder(await set.read(id), annotation, protocols);
    try {
      const scores = await score(maps);
      const scoresAgainst = against && (await score(against));
      ids.push(id);
      groups.push(group ?? null);
      append(own, scores);
      if (other) append(other, scoresAgainst!);
      floorsUnder(annotation, protocols).forEach((found, i) => {
        for (const floor of FLOORS)
          floors[i]![floor] = addToScoreSet(floors[i]![floor], found[floor]);
      });
    } catch (cause) {
      bad.push({ id, reason: cause instanceof Error ? cause.message : String(cause) });
    }
    onSample?.(++done);
  }
  const named = <T>(values: readonly T[]): Record<string, T> =>
    Object.fromEntries(protocols.map((protocol, i) => [protocol.id, values[i]!]));
  return {
    ids,
    groups,
    maps: named(own),
    ...(other ? { against: named(other) } : {}),
    floors: named(floors),
    bad,
  };
}

interface GrowingColumn {
  readonly ciou: number[];
  readonly curve?: (readonly number[])[];
}

function columns(protocols: readonly Protocol[]): GrowingColumn[] {
  return protocols.map(({ summary }) =>
    summary === "paper" ? { ciou: [], curve: [] } : { ciou: [] },
  );
}

function append(to: readonly GrowingColumn[], scores: readonly ProtocolSample[]): void {
  for (const [i, { ciou, curve }] of scores.entries()) {
    to[i]!.ciou.push(ciou);
    if (curve) to[i]!.curve!.push([...curve]);
  }
}
