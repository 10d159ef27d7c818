import type { SceneMaterial } from "@ssl/av-datasets";
import { Piscina } from "piscina";
import sharp from "sharp";
import type { SceneRecord } from "./compose-manifest.ts";
import { makeScene, type SceneSource } from "./scene-maker.ts";

/** Which scenes to compose, and by how many threads. */
export interface ComposeInJobsOptions {
  readonly source: SceneSource;
  /** The numbers of the scenes. */
  readonly scenes: readonly number[];
  readonly jobs: number;
  /** Called as soon as a scene's files are written, in any order. */
  readonly onScene: (record: SceneRecord) => void;
  readonly signal: AbortSignal;
}

/** Scenes in the hands of each thread: one that it composes and one whose files it writes. */
const AT_ONCE = 2;

/**
 * Composes scenes on one thread or several; the bytes are the same.
 *
 * @throws the signal's reason if it is raised, when the scenes that were begun are written
 */
export async function composeInJobs(options: ComposeInJobsOptions): Promise<void> {
  const { source, scenes, jobs, onScene, signal } = options;
  // The pictures are small: a thread more for each of them costs more than it gains.
  sharp.concurrency(1);
  if (jobs === 1) return inTurn(options, (index) => makeScene(source, index), 1);
  const pool = new Piscina<number, SceneRecord>({
    filename: new URL("./compose-worker.js", import.meta.url).href,
    minThreads: jobs,
    maxThreads: jobs,
    concurrentTasksPerWorker: AT_ONCE,
    workerData: { ...source, material: source.material && shared(source.material) },
  });
  try {
    await inTurn({ scenes, onScene, signal }, (index) => pool.run(index), jobs * AT_ONCE);
  } finally {
    await pool.destroy();
  }
}

/** Makes scenes, a few at a time; after the first failure no other is begun. */
async function inTurn(
  { scenes, onScene, signal }: Pick<ComposeInJobsOptions, "scenes" | "onScene" | "signal">,
  make: (index: number) => Promise<SceneRecord>,
  atOnce: number,
): Promise<void> {
  let next = 0;
  let failed = false;
  const line = async (): Promise<void> => {
    while (next < scenes.length && !failed && !signal.aborted) {
      try {
        onScene(await make(scenes[next++]!));
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, line));
  const failure = ends.find((end) => end.status === "rejected");
  if (failure !== undefined) throw failure.reason;
  signal.throwIfAborted();
}

/** The material in memory that threads share, so that a large pack is there once. */
function shared(material: SceneMaterial): SceneMaterial {
  const bytes = (data: Uint8Array): Uint8Array => {
    const copy = new Uint8Array(new SharedArrayBuffer(data.length));
    copy.set(data);
    return copy;
  };
  const picture = <
    T extends SceneMaterial["silent"][number] | SceneMaterial["backgrounds"][number],
  >(
    entry: T,
  ): T => {
    const { data, shape, stride, offset } = entry.picture;
    return { ...entry, picture: { data: bytes(data), shape, stride, offset } };
  };
  return {
    ...material,
    sounding: material.sounding.map((entry) => {
      const waveform = new Float32Array(new SharedArrayBuffer(4 * entry.waveform.length));
      waveform.set(entry.waveform);
      return { ...picture(entry), waveform };
    }),
    silent: material.silent.map(picture),
    backgrounds: material.backgrounds.map(picture),
  };
}
