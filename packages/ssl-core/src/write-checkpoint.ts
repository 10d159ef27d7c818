import { writeSafetensors } from "@ssl/tensor-files";
import type { Localizer } from "./create-localizer.ts";
import type { Training } from "./create-training.ts";

/** Value of the metadata field `format` in every checkpoint. */
export const CHECKPOINT_FORMAT = "ssl-checkpoint/1";

/**
 * Writes a localizer, and the training that it is in, as the bytes of a safetensors file.
 *
 * Weights and moving statistics go by their own names; with a training also Adam's means as
 * `adam.first/NAME` and `adam.second/NAME`. The configurations and the step are JSON in the
 * metadata. Equal states give equal bytes.
 *
 * @param localizer - borrowed
 * @param training - borrowed; leave it out for a finished localizer
 * @param notes - more metadata, for example a recipe; texts by name
 * @returns the file's bytes; the caller's own
 * @throws Error if a weight is not finite
 * @example
 * ```ts
 * import { createLocalizer, paperConfiguration, readCheckpoint, writeCheckpoint } from "@ssl/ssl-core";
 * import { useBackend } from "@ssl/tfjs-backends";
 *
 * await useBackend("cpu");
 * const localizer = createLocalizer({ ...paperConfiguration, imageWidth: 0.125, soundWidth: 0.125, features: 16 }, { seed: 1 });
 * const bytes = await writeCheckpoint(localizer);
 * console.log(readCheckpoint(bytes).configuration.imageWidth); // 0.125
 * localizer.dispose();
 * ```
 */
export async function writeCheckpoint(
  localizer: Localizer,
  training?: Training,
  notes: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const named = Object.entries(localizer.weights);
  const moments = Object.entries(training?.moments ?? {}).flatMap(([name, { first, second }]) => [
    [`adam.first/${name}`, first] as const,
    [`adam.second/${name}`, second] as const,
  ]);
  const tensors: Record<string, { shape: number[]; data: Float32Array }> = {};
  for (const [name, value] of [...named, ...moments]) {
    const data = await value.data<"float32">();
    const bad = data.find((weight) => !Number.isFinite(weight));
    if (bad !== undefined) {
      throw new Error(
        `writeCheckpoint: expected finite weights, got ${bad} in ${name}. Lower the rates, and start from the last checkpoint.`,
      );
    }
    tensors[name] = { shape: [...value.shape], data };
  }
  const metadata: Record<string, string> = {
    ...notes,
    format: CHECKPOINT_FORMAT,
    configuration: JSON.stringify(localizer.configuration),
  };
  if (training) {
    metadata.training = JSON.stringify(training.configuration);
    metadata.step = String(training.step);
  }
  return writeSafetensors(tensors, metadata);
}
