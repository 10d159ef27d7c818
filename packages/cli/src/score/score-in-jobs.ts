import type { MapSet, TruthSample } from "@ssl/av-datasets";
import type { Protocol } from "@ssl/metrics-ciou";
import { Piscina } from "piscina";
import type { ScoreTask } from "../score-worker.ts";
import { scoreSamples } from "./score-samples.ts";
import { joinScoredSamples, type ScoredSamples } from "./scored-samples.ts";

/** What is scored, and by how many threads. */
export interface ScoreInJobsOptions {
  readonly samples: readonly TruthSample[];
  readonly maps: MapSet;
  readonly against?: MapSet | undefined;
  readonly protocols: readonly Protocol[];
  readonly jobs: number;
  readonly onProgress: (done: number) => void;
  readonly signal: AbortSignal;
}

/** Samples that one thread scores at a time: enough to forget the cost of handing them over. */
const SAMPLES_IN_TASK = 256;

/**
 * Scores samples on one thread or several; what is found is the same.
 *
 * @returns what was found, in the samples' order; the caller's own
 * @throws the signal's reason if it is raised
 */
export async function scoreInJobs(options: ScoreInJobsOptions): Promise<ScoredSamples> {
  const { samples, maps, against, protocols, jobs, onProgress, signal } = options;
  if (jobs === 1 || samples.length === 0) {
    return scoreSamples({ samples, maps, against, protocols, onSample: onProgress, signal });
  }
  const pool = new Piscina<ScoreTask, ScoredSamples>({
    filename: new URL("./score-worker.js", import.meta.url).href,
    minThreads: jobs,
    maxThreads: jobs,
  });
  try {
    let done = 0;
    const tasks: Promise<ScoredSamples>[] = [];
    for (let from = 0; from < samples.length; from += SAMPLES_IN_TASK) {
      const part = samples.slice(from, from + SAMPLES_IN_TASK);
      const task: ScoreTask = {
        samples: part,
        maps: maps.path,
        against: against?.path ?? null,
        protocols,
      };
      tasks.push(
        pool.run(task, { signal }).then((found) => {
          done += part.length;
          onProgress(done);
          return found;
        }),
      );
    }
    return joinScoredSamples(await Promise.all(tasks));
  } finally {
    await pool.destroy();
  }
}
