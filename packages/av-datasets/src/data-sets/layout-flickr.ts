import { join } from "node:path";
import { readTruth } from "../truths/read-truth.ts";
import type { Layout, Opened, Place } from "./layout.ts";
import { mediaIndex, noMedia, stemOf } from "./media-index.ts";

/**
 * Flickr-SoundNet, as it was published (`Annotations/<id>.xml`, `Data/<folder>/<id>….jpg|wav`) and
 * as later work lays it (`frames/<id>.jpg`, `audio/<id>.wav` beside `Annotations/`).
 */
export const flickrLayout: Layout = {
  sign: "a folder Annotations of XML files (Flickr-SoundNet)",
  recognise: ({ name, folder, head }) => {
    const annotations = folder ? /^annotations$/i.test(name) && /\.xml$/im.test(head) : false;
    return annotations || /\.xml$/i.test(name) ? "flickr-soundnet" : undefined;
  },
  async open({ root, truths, alone, boxes }: Place): Promise<Opened> {
    const media = alone ? noMedia() : await mediaIndex("openDataSet", root, { key: photoId });
    const options = boxes === undefined ? {} : { boxes };
    const truth = await readTruth(join(root, truths[0]!), options);
    const entries = truth.samples.map(({ id, annotation, labels = [] }) => ({
      id,
      annotation,
      ...(labels.some((label) => label !== "") ? { about: { labels: labels.join(", ") } } : {}),
    }));
    return { entries, media, notes: truth.notes };
  },
};

/** The id of a photograph: the digits with which its name begins. */
function photoId(path: string): string {
  const stem = stemOf(path);
  return /^\d{5,}/.exec(stem)?.[0] ?? stem;
}
