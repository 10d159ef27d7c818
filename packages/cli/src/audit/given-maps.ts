import { type MapSet, openMapSet } from "@ssl/av-datasets";
import type { Grid } from "@ssl/metrics-ciou";
import { BadInput } from "../bad-input.ts";
import type { AuditSample } from "./audit-manifest.ts";
import { type CheckedMap, checkedMap } from "./map-bytes.ts";
import { CannotWrite, type RunFailure, type RunFolder } from "./run-folder.ts";

/** Maps that are on disk already. */
export interface GivenMapsOptions {
  /** By the manifest's ids, as `openMapSet` opens them. */
  readonly path: string;
  /** Maps of the pictures alone, by the ids of the originals. */
  readonly pictureOnly?: string | undefined;
  /** Samples without a map yet. */
  readonly samples: readonly AuditSample[];
  readonly folder: RunFolder;
  readonly onSample: (done: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Takes over a model's maps from where it has written them.
 *
 * @returns the samples whose maps cannot be used; those without any are none of them
 * @throws BadInput if there are no maps at the path
 */
export async function givenMaps(options: GivenMapsOptions): Promise<RunFailure[]> {
  const { path, pictureOnly, samples, folder, onSample, signal } = options;
  const maps = await opened(path);
  const without = pictureOnly === undefined ? undefined : await opened(pictureOnly);
  const [there, thereWithout] = [maps, without].map((set) => new Set(set?.ids));
  const failures: RunFailure[] = [];
  for (const [done, sample] of samples.entries()) {
    signal.throwIfAborted();
    const { id, of } = sample;
    if (there!.has(id)) {
      try {
        const alone =
          without && sample.condition === "original" && thereWithout!.has(of)
            ? mapOf(await without.read(of))
            : undefined;
        await folder.add(sample, { map: mapOf(await maps.read(id)), pictureOnly: alone });
      } catch (cause) {
        if (cause instanceof CannotWrite || !(cause instanceof Error)) throw cause;
        failures.push({ id, reason: cause.message });
      }
    }
    onSample(done + 1);
  }
  return failures;
}

async function opened(path: string): Promise<MapSet> {
  try {
    return await openMapSet(path);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new BadInput(cause.message, { cause: cause.cause });
  }
}

function mapOf({ data, shape, stride, offset }: Grid): CheckedMap {
  const [height, width] = shape as [number, number];
  const [down, across] = stride as [number, number];
  const values = new Float32Array(height * width).map((_, i) => {
    return data[offset + Math.floor(i / width) * down + (i % width) * across]!;
  });
  return checkedMap({ height, width, values });
}
