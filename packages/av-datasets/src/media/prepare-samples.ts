import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import ndarray, { type NdArray } from "ndarray";
import { Piscina } from "piscina";
import type { PrepareTask } from "../prepare-worker.ts";
import type { PreparedSample, SampleFiles, SampleForm } from "./prepared-sample.ts";

/** What becomes of every sample, and how they are worked on. */
export interface PrepareSamplesOptions extends SampleForm {
  /** Threads. @default as many as the machine has cores for this process */
  readonly workers?: number;
  /** Most samples that are worked on or wait for their turn. @default 2 for each thread */
  readonly ahead?: number;
  /** Ends the work when raised; the signal's reason is thrown. */
  readonly signal?: AbortSignal;
  /**
   * Hears of a sample that cannot be prepared, which is then left out.
   *
   * @default the error is thrown, and the work ends
   */
  readonly onFailure?: (id: string, error: Error) => void;
}

/**
 * Decodes samples and transforms their sounds in threads, one after another in their order.
 *
 * Not in the paper. However many samples there are, no more than `ahead` of them are in memory: the
 * next one is begun when one is taken. Nothing is put in a broken sample's place.
 *
 * @param samples - where pictures and sounds are, for example `dataSet.samples()`
 * @param options - size and rate of what is made, threads, and what to do about failures
 * @returns one prepared sample for each that can be; the caller's own
 * @throws RangeError if `workers` or `ahead` is not a positive integer
 * @throws Error with its cause if a sample cannot be prepared and `onFailure` is not given; it names
 * the sample, and its cause the file
 * @example
 * ```ts
 * import { fileURLToPath } from "node:url";
 * import { prepareSamples } from "@ssl/av-datasets";
 * import { demoDataFolder } from "@ssl/demo-data";
 *
 * const path = (name: string) => fileURLToPath(new URL(name, demoDataFolder));
 * const samples = [{ id: "owl", picture: path("farm/owl.jpg"), sound: path("sounds/owl.wav") }];
 * for await (const { id, picture, spectrogram } of prepareSamples(samples, { workers: 1 })) {
 *   console.log(id, picture?.shape, spectrogram?.shape); // owl [ 256, 384, 3 ] [ 53, 512, 2 ]
 * }
 * ```
 */
export async function* prepareSamples(
  samples: Iterable<SampleFiles> | AsyncIterable<SampleFiles>,
  options: PrepareSamplesOptions = {},
): AsyncGenerator<PreparedSample, void, undefined> {
  const { workers = availableParallelism(), signal, onFailure, ...rest } = options;
  const { ahead = 2 * workers, ...form } = rest;
  for (const [name, value] of Object.entries({ workers, ahead })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(
        `prepareSamples: expected ${name} to be a positive integer, got ${value}.`,
      );
    }
  }
  signal?.throwIfAborted();
  const pool = new Piscina<PrepareTask, PreparedSample>({
    ...thread(),
    minThreads: workers,
    maxThreads: workers,
  });
  // A thread that ends while it has no sample, such as one that cannot be loaded, ends the work.
  let broken: Error | undefined;
  let wake: (error: Error) => void = () => {};
  pool.on("error", (error: Error) => {
    broken ??= error;
    wake(broken);
  });
  const begun: { id: string; prepared: Promise<PreparedSample> }[] = [];
  /** Waits for the sample that is next; undefined if it is left out. */
  const taken = async (): Promise<PreparedSample | undefined> => {
    const { id, prepared } = begun.shift()!;
    try {
      const plain = await new Promise<PreparedSample>((resolve, reject) => {
        wake = reject;
        if (broken !== undefined) reject(broken);
        prepared.then(resolve, reject);
      });
      return asArrays(plain);
    } catch (cause) {
      signal?.throwIfAborted();
      if (broken !== undefined) {
        throw new Error("prepareSamples: expected threads that run, got one that ended.", {
          cause: broken,
        });
      }
      const error = new Error(`prepareSamples: cannot prepare ${id}: ${reason(cause)}.`, { cause });
      if (onFailure === undefined) throw error;
      onFailure(id, error);
      return undefined;
    }
  };
  try {
    for await (const sample of samples) {
      const prepared = pool.run({ sample: filesOf(sample), form }, signal ? { signal } : {});
      // It is heard of when its turn comes, if it comes.
      prepared.catch(() => {});
      begun.push({ id: sample.id, prepared });
      if (begun.length < ahead) continue;
      const ready = await taken();
      if (ready !== undefined) yield ready;
    }
    while (begun.length > 0) {
      const ready = await taken();
      if (ready !== undefined) yield ready;
    }
  } finally {
    await pool.destroy();
  }
}

/** The built thread: beside this file or, of the sources, in dist, with nothing of their loader. */
function thread(): { readonly filename: string; readonly execArgv?: string[] } {
  const source = import.meta.url.endsWith(".ts");
  const file = new URL(`${source ? "../../dist" : "."}/prepare-worker.js`, import.meta.url);
  if (!existsSync(file)) {
    throw new Error(
      "prepareSamples: expected the built thread, got no dist/prepare-worker.js. " +
        "Run `pnpm run build` first.",
    );
  }
  return { filename: file.href, ...(source && { execArgv: [] }) };
}

/** What of a sample a thread needs, of one that may hold more. */
function filesOf({ id, picture, sound, video, frameSeconds, clip }: SampleFiles): SampleFiles {
  return {
    id,
    ...(picture !== undefined && { picture }),
    ...(sound !== undefined && { sound }),
    ...(video !== undefined && { video }),
    ...(frameSeconds !== undefined && { frameSeconds }),
    ...(clip !== undefined && { clip }),
  };
}

/** Makes ndarrays again of what comes from a thread as plain objects. */
function asArrays({ id, picture, sound, spectrogram }: PreparedSample): PreparedSample {
  const again = <T extends Uint8Array | Float32Array>({ data, shape }: NdArray<T>): NdArray<T> =>
    ndarray(data, shape) as NdArray<T>;
  return {
    id,
    ...(picture && { picture: again(picture) }),
    ...(sound && { sound: { ...sound, waveform: again(sound.waveform) } }),
    ...(spectrogram && { spectrogram: again(spectrogram) }),
  };
}

/** An error's message and those of its causes, as far as they are not in it already. */
function reason(cause: unknown): string {
  let text = "";
  for (let error = cause; error instanceof Error; error = error.cause) {
    const message = error.message.replace(/\.$/, "");
    if (!text.includes(message)) text += text === "" ? message : `: ${message}`;
  }
  return text;
}
