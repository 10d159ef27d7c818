import { basename, resolve } from "node:path";
import { orFileError, refuse } from "../refuse.ts";
import { checkIds } from "./check-ids.ts";
import { truthAt } from "./truth-at.ts";
import type { BoxOrder } from "./truth-from-music.ts";
import type { TruthSet } from "./truth-set.ts";

/** How `readTruth` reads what a file leaves open. */
export interface ReadTruthOptions {
  /**
   * What the last two numbers of a box are in a list of MUSIC: `"xywh"`, its width and height, or
   * `"xyxy"`, its far corner.
   *
   * @default told from the file, if only one of the two readings is possible
   */
  readonly boxes?: BoxOrder;
}

/**
 * Reads what people marked in the pictures of a data set, in whichever form it was published.
 *
 * The form is told by content, never by name: the list of VGG-SS; those of IS3, VPO and AVSBench;
 * a folder `Annotations` of Flickr-SoundNet's XML, one that holds it, or one such file; lists of
 * MUSIC by DSOL and by T-VSL; a folder of PNG masks; and `ssl-truth/1`, our own. No entry is
 * silently left out: what was clipped, dropped or told from the file stands in `notes`. Not in the
 * paper.
 *
 * @param path - of a file of at most 512 MB, or of a folder
 * @param options - for files that leave something open
 * @returns the samples and notes; the caller's own. The masks of a folder are kept at a bit a pixel:
 * every access to `annotation.mask` makes a new array
 * @throws TypeError if `path` is not a string
 * @throws RangeError if the form is not known, or a sample is not as the form has it
 * @throws Error with its cause if a file cannot be read
 * @example
 * ```ts
 * import { mkdtempSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { readTruth } from "@ssl/av-datasets";
 *
 * const path = join(mkdtempSync(join(tmpdir(), "truth-")), "vggss.json");
 * writeFileSync(path, '[{"file":"a_000001","class":"elk bugling","bbox":[[0.4,0.2,0.6,0.7]]}]');
 * const truth = await readTruth(path);
 * console.log(truth.format, truth.samples[0]?.id); // vggss a_000001
 * ```
 */
export async function readTruth(path: string, { boxes }: ReadTruthOptions = {}): Promise<TruthSet> {
  if (typeof path !== "string") {
    throw new TypeError(`readTruth: expected path to be a string, got ${typeof path}.`);
  }
  if (boxes !== undefined && boxes !== "xywh" && boxes !== "xyxy") {
    refuse("readTruth", 'boxes to be "xywh" or "xyxy"', JSON.stringify(boxes) ?? typeof boxes);
  }
  const { name, format, samples, notes } = await orFileError("readTruth", path, () =>
    truthAt(path, boxes),
  );
  if (boxes !== undefined && format !== "music") {
    refuse(
      "readTruth",
      'boxes: "xywh" or "xyxy" for a list of MUSIC only',
      `${JSON.stringify(boxes)} for ${path}, which is of the form ${JSON.stringify(format)}`,
      "Leave the option out.",
    );
  }
  if (samples.length === 0) refuse("readTruth", `samples in ${path}`, "none");
  checkIds(
    "readTruth",
    samples.map(({ id }) => id),
    path,
  );
  const own = basename(resolve(path)).replace(/\.(json|xml)$/i, "");
  return { name: name ?? own, format, samples, notes };
}
