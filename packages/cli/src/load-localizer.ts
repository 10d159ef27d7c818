import { readFile } from "node:fs/promises";
import { demoDataFolder } from "@ssl/demo-data";
import { createLocalizer, type Localizer, readCheckpoint } from "@ssl/ssl-core";

/** The localizer that ships with the demo data. */
export const shippedLocalizer: URL = new URL("localizer.safetensors", demoDataFolder);

/** Reads a localizer from a checkpoint; the caller disposes it. */
export async function loadLocalizer(file: string | URL): Promise<Localizer> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Error(`loadLocalizer: cannot read ${file}.`, { cause });
  });
  try {
    const { configuration, weights } = readCheckpoint(bytes);
    return createLocalizer(configuration, { weights });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`loadLocalizer: ${file} is no usable checkpoint: ${reason}`, { cause });
  }
}
