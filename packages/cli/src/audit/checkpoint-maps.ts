import { join } from "node:path";
import { readPicture, readSound } from "@ssl/av-datasets";
import { type Localizer, type LocalizerInput, localize } from "@ssl/ssl-core";
import type { NdArray } from "ndarray";
import type { AuditSample } from "./audit-manifest.ts";
import { type CheckedMap, checkedMap } from "./map-bytes.ts";
import type { RunFailure, RunFolder } from "./run-folder.ts";

/** What a localizer is tried on. */
export interface CheckpointMapsOptions {
  readonly localizer: Localizer;
  /** Which of its two maps is tried; the potential one is that of the picture alone, too. */
  readonly which: "localization" | "potential";
  /** Samples without a map yet. */
  readonly samples: readonly AuditSample[];
  /** The manifest's folder. */
  readonly from: string;
  readonly folder: RunFolder;
  readonly onSample: (done: number) => void;
  readonly signal: AbortSignal;
}

const BATCH = 16;
/** Hz, of the localizer's spectrograms. */
const SAMPLE_RATE = 22_050;

/**
 * Makes a localizer's maps of samples, both of them: with the sound, and from the picture alone.
 *
 * @returns the samples that failed; the others' maps are in the folder
 */
export async function checkpointMaps(options: CheckpointMapsOptions): Promise<RunFailure[]> {
  const { localizer, which, samples, from, folder, onSample, signal } = options;
  const failures: RunFailure[] = [];
  let done = 0;
  for (let start = 0; start < samples.length; start += BATCH) {
    signal.throwIfAborted();
    const batch: { sample: AuditSample; input: LocalizerInput }[] = [];
    for (const sample of samples.slice(start, start + BATCH)) {
      try {
        batch.push({ sample, input: await inputOf(sample, from) });
      } catch (cause) {
        failures.push({ id: sample.id, reason: (cause as Error).message });
      }
    }
    for (const { sample, maps, reason } of await localized(localizer, batch, which)) {
      if (maps !== undefined) await folder.add(sample, maps);
      else failures.push({ id: sample.id, reason });
    }
    done += Math.min(BATCH, samples.length - start);
    onSample(done);
  }
  return failures;
}

interface Localized {
  readonly sample: AuditSample;
  readonly maps?: { readonly map: CheckedMap; readonly pictureOnly: CheckedMap };
  readonly reason: string;
}

/** The maps of a batch; of one that cannot be done together, of each by itself. */
async function localized(
  localizer: Localizer,
  batch: readonly { readonly sample: AuditSample; readonly input: LocalizerInput }[],
  which: CheckpointMapsOptions["which"],
): Promise<Localized[]> {
  try {
    const found = await localize(
      localizer,
      batch.map(({ input }) => input),
    );
    return batch.map(({ sample }, i) => {
      const maps = found[i]!;
      return {
        sample,
        maps: { map: mapOf(maps[which]), pictureOnly: mapOf(maps.potential) },
        reason: "",
      };
    });
  } catch (cause) {
    const [only] = batch;
    if (batch.length === 1) return [{ sample: only!.sample, reason: (cause as Error).message }];
    const each: Localized[] = [];
    for (const one of batch) each.push(...(await localized(localizer, [one], which)));
    return each;
  }
}

async function inputOf({ picture, sound }: AuditSample, from: string): Promise<LocalizerInput> {
  const { data, shape } = await readPicture(join(from, picture));
  const { waveform } = await readSound(join(from, sound), { sampleRate: SAMPLE_RATE });
  const [height, width] = shape as [number, number];
  return {
    picture: { data, width, height },
    sound: { waveform: waveform.data, sampleRate: SAMPLE_RATE },
  };
}

function mapOf({ data, shape }: NdArray<Float32Array>): CheckedMap {
  const [height, width] = shape as [number, number];
  return checkedMap({ height, width, values: data });
}
