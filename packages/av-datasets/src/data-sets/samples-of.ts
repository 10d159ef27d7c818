import { opendir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Annotation } from "@ssl/metrics-ciou";
import { decodePng } from "../maps/decode-png.ts";
import { orFileError } from "../refuse.ts";
import { packedMask } from "../truths/packed-mask.ts";
import type { DataSample, SamplesOptions } from "./data-set.ts";
import type { FoundEntry } from "./resolved-entries.ts";
import { linkTarget } from "./walk-folder.ts";

/** The samples of a data set, one after another; masks are decoded as they come. */
export async function* samplesOf(
  caller: string,
  root: string,
  found: readonly FoundEntry[],
  { onBadMask }: SamplesOptions = {},
): AsyncGenerator<DataSample, void, void> {
  for (const { entry, picture, sound, video, frames } of found) {
    const { id, mask, annotation: boxes, group, class: name, split, about } = entry;
    let annotation = boxes;
    if (mask !== undefined) {
      try {
        annotation = await maskAt(caller, join(root, mask));
      } catch (error) {
        if (onBadMask === undefined || !(error instanceof Error)) throw error;
        onBadMask(id, error);
      }
    }
    const frame = frames === undefined ? undefined : await middleFrame(caller, root, frames);
    const shown = picture === undefined ? frame?.path : join(root, picture);
    const count = frame === undefined ? {} : { framesThere: String(frame.count) };
    yield {
      id,
      ...(shown === undefined ? {} : { picture: shown }),
      ...(sound === undefined ? {} : { sound: join(root, sound) }),
      ...(video === undefined ? {} : { video: join(root, video) }),
      ...(annotation === undefined ? {} : { annotation }),
      ...(group === undefined ? {} : { group }),
      ...(name === undefined ? {} : { class: name }),
      ...(split === undefined ? {} : { split }),
      ...(about === undefined && frame === undefined ? {} : { about: { ...about, ...count } }),
    };
  }
}

async function maskAt(caller: string, path: string): Promise<Annotation> {
  const bytes = await orFileError(caller, path, () => readFile(path));
  const { data, width, height } = await decodePng(caller, bytes, path);
  const marked = (pixel: number): boolean =>
    data[3 * pixel]! > 0 || data[3 * pixel + 1]! > 0 || data[3 * pixel + 2]! > 0;
  return packedMask(marked, width, height);
}

/** The picture in the middle of a video's frames, in the order of their names. */
async function middleFrame(
  caller: string,
  root: string,
  folder: string,
): Promise<{ path: string | undefined; count: number }> {
  return orFileError(caller, join(root, folder), async () => {
    const names: string[] = [];
    for await (const { name } of await opendir(join(root, folder), { bufferSize: 1024 })) {
      if (/^[^.].*\.(jpe?g|png|webp)$/i.test(name)) names.push(name);
    }
    const middle = names.sort()[names.length >> 1];
    if (middle === undefined) return { path: undefined, count: 0 };
    const path = join(root, folder, middle);
    await linkTarget(caller, root, path, `${folder}/${middle}`);
    return { path, count: names.length };
  });
}
