import { existsSync } from "node:fs";
import { Piscina } from "piscina";
import { type MediaFile, type MediaSigns, mediaSigns } from "./media-signs.ts";

/** How files are looked at. */
export interface MediaInJobsOptions {
  /** Threads; 1 is this one. */
  readonly jobs: number;
  readonly onProgress: (done: number) => void;
  readonly signal: AbortSignal | undefined;
}

/** Files that one thread looks at in a row: their signs come back together. */
const FILES_IN_TASK = 16;

/** Looks at files on one thread or several; what is found is the same, in the files' order. */
export async function mediaInJobs(
  files: readonly MediaFile[],
  { jobs, onProgress, signal }: MediaInJobsOptions,
): Promise<MediaSigns[]> {
  const found: MediaSigns[] = [];
  if (jobs === 1) {
    for (const file of files) {
      found.push(await mediaSigns(file, signal));
      onProgress(found.length);
    }
    return found;
  }
  const pool = new Piscina<readonly MediaFile[], MediaSigns[]>({
    filename: workerFile(),
    minThreads: jobs,
    maxThreads: jobs,
  });
  try {
    let done = 0;
    const next = { from: 0 };
    // As many strands as threads, each waiting for its own: no queue grows with the set.
    const strand = async (): Promise<void> => {
      while (next.from < files.length) {
        const { from } = next;
        next.from += FILES_IN_TASK;
        const part = files.slice(from, next.from);
        const signs = await pool.run(part, signal === undefined ? {} : { signal });
        for (const [i, sign] of signs.entries()) found[from + i] = sign;
        done += part.length;
        onProgress(done);
      }
    };
    await Promise.all(Array.from({ length: jobs }, strand));
    return found;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    await pool.destroy();
  }
}

/** The built thread; beside this file or, of the sources, in dist. */
function workerFile(): string {
  const name = import.meta.url.endsWith(".ts") ? "../../dist/media-worker.js" : "./media-worker.js";
  const file = new URL(name, import.meta.url);
  if (!existsSync(file)) {
    throw new Error(
      "examineDataSet: expected the built thread, got no dist/media-worker.js. " +
        "Run `pnpm run build` first, or pass jobs: 1.",
    );
  }
  return file.href;
}
