import { type MapSet, openMapSet, type TruthSample } from "@ssl/av-datasets";
import type { Protocol } from "@ssl/metrics-ciou";
import { scoreSamples } from "./score/score-samples.ts";
import type { ScoredSamples } from "./score/scored-samples.ts";

/** A part of the samples, for a thread of its own. */
export interface ScoreTask {
  readonly samples: readonly TruthSample[];
  readonly maps: string;
  readonly against: string | null;
  readonly protocols: readonly Protocol[];
}

/** Each folder is listed once in a thread, not once for each part. */
const opened = new Map<string, Promise<MapSet>>();

function open(path: string): Promise<MapSet> {
  const known = opened.get(path) ?? openMapSet(path);
  opened.set(path, known);
  return known;
}

/** Scores a part; what a thread of the pool runs. */
export default async function scoreTask(task: ScoreTask): Promise<ScoredSamples> {
  const { samples, protocols } = task;
  const maps = await open(task.maps);
  const against = task.against === null ? undefined : await open(task.against);
  return scoreSamples({ samples, maps, against, protocols });
}
