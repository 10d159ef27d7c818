import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { demoDataFolder } from "@ssl/demo-data";
import { createLocalizer, type Localizer, readCheckpoint } from "@ssl/ssl-core";

/** The localizer that ships with the demo data. */
export const shippedLocalizer: string = fileURLToPath(
  new URL("localizer.safetensors", demoDataFolder),
);

/**
 * Reads a localizer from a checkpoint.
 *
 * @param file - its path
 * @returns the localizer on the current backend; the caller disposes it
 * @throws Error with its cause if the file cannot be read or is no checkpoint
 */
export async function loadLocalizer(file: string): Promise<Localizer> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Error(
      `loadLocalizer: expected a checkpoint, got no readable file ${file}. Give another --checkpoint, or train one with ssl train.`,
      { cause },
    );
  });
  try {
    const { configuration, weights } = readCheckpoint(bytes);
    return createLocalizer(configuration, { weights });
  } catch (cause) {
    throw new Error(
      `loadLocalizer: expected a checkpoint, got ${file}. Give a file that ssl train wrote.`,
      { cause },
    );
  }
}
