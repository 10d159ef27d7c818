import { type MediaFile, type MediaSigns, mediaSigns } from "./doctor/media-signs.ts";

/** Looks at some files, one after another; what a thread of the pool runs. */
export default async function mediaTask(files: readonly MediaFile[]): Promise<MediaSigns[]> {
  const signs: MediaSigns[] = [];
  for (const file of files) signs.push(await mediaSigns(file));
  return signs;
}
