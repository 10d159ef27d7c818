import { refuse } from "../refuse.ts";
import { readLines, readRows } from "./read-rows.ts";

/** A row of a published list of samples. */
export interface ListRow {
  /** Whose picture. */
  readonly picture: string;
  /** Whose sound; another sample's in SLAVC's extended lists. */
  readonly sound: string;
  /** `"non-sounding"` in SLAVC's extended lists. */
  readonly label?: string;
  /** The second field of a list of two: a number, or the class. */
  readonly listed?: string;
}

/**
 * Reads a list of samples in whichever form it was published: one id a line; `id,number` or
 * `id,class`; or SLAVC's `video,audio,label`. Endings such as `.png` are no part of an id.
 */
export async function idList(caller: string, path: string): Promise<ListRow[]> {
  if (/\.txt$/i.test(path)) {
    const lines = await readLines(caller, path);
    if (lines.length === 0) refuse(caller, `samples in the list ${path}`, "none");
    return lines.map((line) => one(line));
  }
  const rows = await readRows(caller, path);
  const [first] = rows;
  if (first === undefined) return refuse(caller, `samples in the list ${path}`, "none");
  if (first.length === 1) return rows.map(([id]) => one(id!));
  if (first.length === 2) return rows.map(([id, listed]) => ({ ...one(id!), listed: listed! }));
  if (first.join() === "video,audio,label") {
    return rows.slice(1).map(([video, audio, label]) => ({
      picture: withoutEnding(video!),
      sound: withoutEnding(audio!),
      label: label!,
    }));
  }
  return refuse(
    caller,
    `a list of samples in ${path}`,
    `rows of ${first.length} fields beginning ${JSON.stringify(first.join().slice(0, 80))}`,
    "Known are one id a line; id,number; id,class; and video,audio,label.",
  );
}

function one(id: string): ListRow {
  const plain = withoutEnding(id);
  return { picture: plain, sound: plain };
}

/** Lists name pictures, sounds or videos where they mean samples. */
function withoutEnding(id: string): string {
  return id.replace(/\.(png|jpe?g|wav|mp3|mp4)$/i, "");
}
