import { quoted, refuse } from "../refuse.ts";
import { walkFolder } from "./walk-folder.ts";

/** Files of one kind by the key under which samples look them up. */
export interface MediaSide {
  /** Paths relative to the root. */
  readonly paths: ReadonlyMap<string, string>;
  /** Further paths under a key that has one already. */
  readonly more: ReadonlyMap<string, readonly string[]>;
}

/** The pictures, sounds and videos of a folder. */
export interface MediaIndex {
  readonly pictures: MediaSide;
  readonly sounds: MediaSide;
  readonly videos: MediaSide;
  /** Folders of a video's frames, which are not looked into. */
  readonly frames: MediaSide;
  /** PNG files in a folder of masks. */
  readonly masks: MediaSide;
  /** Links that lead nowhere. */
  readonly broken: readonly string[];
}

/** How a layout names its files. */
export interface MediaNames {
  /** The key of a file or of a folder of frames by its path, which is relative to the root. */
  key(path: string): string;
  /** Whether a folder holds the frames of one video. */
  isFrames?(path: string): boolean;
}

const PICTURE = /\.(jpe?g|png|webp|gif|tiff?|avif)$/i;
const SOUND = /\.(wav|mp3|ogg|oga|opus|flac|m4a|aac)$/i;
const VIDEO = /\.(mp4|mkv|webm|avi|mov|m4v)$/i;
const MASKS = /^(gt_masks?|gt_segmentation|masks?)$/i;

/** A side while files are added to it. */
export interface FilledSide extends MediaSide {
  readonly paths: Map<string, string>;
  readonly more: Map<string, string[]>;
}

/** A side without files. */
export function emptySide(): FilledSide {
  return { paths: new Map(), more: new Map() };
}

/** Adds a path under a key, which may have one already. */
export function addTo({ paths, more }: FilledSide, key: string, path: string): void {
  if (!paths.has(key)) paths.set(key, path);
  else more.set(key, [...(more.get(key) ?? []), path]);
}

/** An index without files. */
export function noMedia(): MediaIndex {
  const none = emptySide();
  return { pictures: none, sounds: none, videos: none, frames: none, masks: none, broken: [] };
}

/** Lists the media in a folder: kinds are told by the ends of names, nothing is opened. */
export async function mediaIndex(
  caller: string,
  root: string,
  names: MediaNames,
): Promise<MediaIndex> {
  const index = {
    pictures: emptySide(),
    sounds: emptySide(),
    videos: emptySide(),
    frames: emptySide(),
    masks: emptySide(),
  };
  const broken: string[] = [];
  const add = (side: FilledSide, path: string): void => addTo(side, names.key(path), path);
  // Which folder a file is in changes seldom from one file to the next.
  let folder = "";
  let masked = false;
  await walkFolder(caller, root, {
    file(path, name) {
      if (PICTURE.test(name)) {
        const above = path.slice(0, -name.length);
        if (above !== folder) {
          folder = above;
          masked = above.split("/").some((part) => MASKS.test(part));
        }
        add(masked ? index.masks : index.pictures, path);
      } else if (SOUND.test(name)) add(index.sounds, path);
      else if (VIDEO.test(name)) add(index.videos, path);
    },
    folder(path, name) {
      if (!VIDEO.test(name) && !names.isFrames?.(path)) return "enter";
      add(index.frames, path);
      return "skip";
    },
    broken: (path) => broken.push(path),
  });
  return { ...index, broken: broken.sort() };
}

/** The path under the first of some keys that has one; a key with several paths is refused. */
export function pathOf(
  caller: string,
  what: string,
  { paths, more }: MediaSide,
  keys: readonly string[],
): string | undefined {
  for (const key of keys) {
    const path = paths.get(key);
    if (path === undefined) continue;
    const others = more.get(key);
    if (others === undefined) return path;
    refuse(
      caller,
      `one ${what} for ${quoted(key)}`,
      [path, ...others].sort().slice(0, 3).map(quoted).join(" and "),
      "Move away all but one.",
    );
  }
  return undefined;
}

/** A file's name without folders and ending. */
export function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const end = name.lastIndexOf(".");
  return end > 0 ? name.slice(0, end) : name;
}

/** Folders that hold one side of a data set and say nothing else about a file. */
const SIDES =
  /^(pictures?|images?|frames?|visual_frames|data|sounds?|audios?|audio_wav|wavs?|videos?)$/i;

/** Whether a folder's name only says which side of the data set it holds. */
export function isSide(name: string): boolean {
  return SIDES.test(name);
}

/** A file's path without the folders that only say which side it is on, and without its ending. */
export function pairKey(path: string): string {
  let begin = 0;
  for (let end = path.indexOf("/"); end > 0; end = path.indexOf("/", begin)) {
    if (!isSide(path.slice(begin, end))) break;
    begin = end + 1;
  }
  const dot = path.lastIndexOf(".");
  const name = Math.max(path.lastIndexOf("/") + 1, begin);
  return path.slice(begin, dot > name ? dot : path.length);
}
