import type { Layout, Opened, Place } from "./layout.ts";
import { mediaIndex, pairKey } from "./media-index.ts";

/**
 * Pictures and sounds without a truth, paired by name, as the paper's training set: `frames/<id>.jpg`
 * with `audio/<id>.wav`, in folders of any of the usual names or side by side.
 */
export const pairsLayout: Layout = {
  sign: "any pictures, sounds or videos, paired by name (pairs)",
  recognise: () => undefined,
  async open({ root }: Place): Promise<Opened> {
    const media = await mediaIndex("openDataSet", root, { key: pairKey });
    const ids = new Set([
      ...media.pictures.paths.keys(),
      ...media.sounds.paths.keys(),
      ...media.videos.paths.keys(),
      ...media.frames.paths.keys(),
    ]);
    return { entries: Array.from([...ids].sort(), (id) => ({ id })), media, notes: [] };
  },
};
