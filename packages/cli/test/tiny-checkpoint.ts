import { writeFileSync } from "node:fs";
import { createLocalizer, paperConfiguration, writeCheckpoint } from "@ssl/ssl-core";
import { useBackend } from "@ssl/tfjs-backends";

/** Writes an untrained localizer that is as small as can be. */
export async function writeTinyCheckpoint(file: string): Promise<void> {
  await useBackend("cpu");
  const localizer = createLocalizer(
    {
      ...paperConfiguration,
      imageWidth: 0.0625,
      soundWidth: 0.0625,
      features: 8,
      pictureSide: 32,
    },
    { seed: 1 },
  );
  writeFileSync(file, await writeCheckpoint(localizer));
  localizer.dispose();
}
