import { join } from "node:path";
import { readTruth } from "../truths/read-truth.ts";
import type { Entry, Layout, Opened, Place } from "./layout.ts";
import {
  addTo,
  emptySide,
  type MediaSide,
  mediaIndex,
  noMedia,
  pairKey,
  pathOf,
} from "./media-index.ts";
import { pathInside } from "./path-inside.ts";

/** Our own: `truth.json` of the form `ssl-truth/1` beside `pictures/` and `sounds/`. */
export const plainLayout: Layout = {
  sign: 'a JSON file of the schema "ssl-truth/1" beside pictures and sounds (plain)',
  recognise: ({ folder, head }) =>
    !folder && /"schema"\s*:\s*"ssl-truth\//.test(head) ? "plain" : undefined,
  async open({ root, truths, alone, boxes }: Place): Promise<Opened> {
    const file = truths[0]!;
    const key = (path: string): string => path;
    const media = alone ? noMedia() : await mediaIndex("openDataSet", root, { key });
    const truth = await readTruth(join(root, file), boxes === undefined ? {} : { boxes });
    const pictures = byName(media.pictures);
    const sounds = byName(media.sounds);
    const entries = truth.samples.map(({ id, annotation, group, picture, sound }): Entry => {
      const keys = (path: string | undefined, what: string, side: MediaSide): string[] => {
        if (path !== undefined) return [pathInside("openDataSet", path, file)];
        const found = pathOf("openDataSet", what, side, [id]);
        return found === undefined ? [] : [found];
      };
      return {
        id,
        annotation,
        picture: keys(picture, "picture", pictures),
        sound: keys(sound, "sound", sounds),
        ...(group === undefined ? {} : { group }),
      };
    });
    return { entries, media, notes: truth.notes };
  },
};

/** The same files under the ids that they have where the truth names no path. */
function byName({ paths }: MediaSide): MediaSide {
  const named = emptySide();
  for (const path of paths.values()) addTo(named, pairKey(path), path);
  return named;
}
