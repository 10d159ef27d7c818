import { join } from "node:path";
import type { DataSample, DataSet } from "../src/index.ts";
import { write } from "./truth-files.ts";

/** Writes empty files. */
export function touch(folder: string, ...names: readonly string[]): void {
  for (const name of names) write(folder, name, "");
}

/** All samples, with paths relative to the folder. */
export async function samplesIn({ root, samples }: DataSet): Promise<DataSample[]> {
  const all: DataSample[] = [];
  const short = (path: string): string => path.replace(join(root, "/"), "");
  for await (const sample of samples()) {
    const { picture, sound, video, ...rest } = sample;
    all.push({
      ...rest,
      ...(picture === undefined ? {} : { picture: short(picture) }),
      ...(sound === undefined ? {} : { sound: short(sound) }),
      ...(video === undefined ? {} : { video: short(video) }),
    });
  }
  return all;
}
