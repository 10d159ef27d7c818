import type { DataSetNote, MissingFile } from "./data-set.ts";
import type { Entry } from "./layout.ts";
import { type MediaIndex, type MediaSide, pathOf } from "./media-index.ts";

/** An entry with the paths of its files, relative to the root. */
export interface FoundEntry {
  readonly entry: Entry;
  readonly picture: string | undefined;
  readonly sound: string | undefined;
  readonly video: string | undefined;
  /** The folder of a video's frames, of which one is the picture. */
  readonly frames: string | undefined;
}

/** Looks up every entry's files, and says which are missing and which nobody named. */
export function resolvedEntries(
  caller: string,
  entries: readonly Entry[],
  media: MediaIndex,
): {
  found: FoundEntry[];
  missing: MissingFile[];
  extra: string[];
  notes: DataSetNote[];
} {
  const { pictures, sounds, videos, frames } = media;
  const has = ({ paths }: MediaSide): boolean => paths.size > 0;
  const any = { picture: has(pictures) || has(frames), sound: has(sounds), video: has(videos) };
  const used = new Set<string>();
  const missing: MissingFile[] = [];
  const found = entries.map((entry): FoundEntry => {
    const { id, picture: shown = [id], sound: heard = [id] } = entry;
    const picture = pathOf(caller, "picture", pictures, shown);
    const sound = pathOf(caller, "sound", sounds, heard);
    const folder = picture === undefined ? pathOf(caller, "folder", frames, shown) : undefined;
    const video = pathOf(caller, "video", videos, shown);
    for (const path of [picture, sound, folder, video]) if (path !== undefined) used.add(path);
    if (video === undefined) {
      const nothing = !any.picture && !any.sound;
      if (any.video && nothing) missing.push({ id, what: "video" });
      if (any.picture && picture === undefined && folder === undefined) {
        missing.push({ id, what: "picture" });
      }
      if (any.sound && sound === undefined) missing.push({ id, what: "sound" });
    }
    return { entry, picture, sound, video, frames: folder };
  });
  const extra: string[] = [];
  for (const { paths, more } of [pictures, sounds, videos]) {
    for (const path of paths.values()) if (!used.has(path)) extra.push(path);
    for (const others of more.values()) extra.push(...others);
  }
  for (const path of frames.paths.values()) if (!used.has(path)) extra.push(path);
  return { found, missing, extra: extra.sort(), notes: absent(any) };
}

function absent(any: { picture: boolean; sound: boolean; video: boolean }): DataSetNote[] {
  if (any.video || (any.picture && any.sound)) return [];
  const what = any.picture ? "sounds" : any.sound ? "pictures" : "pictures, sounds and videos";
  return [{ kind: "no-media", message: `The data set has no ${what}.`, ids: [] }];
}
