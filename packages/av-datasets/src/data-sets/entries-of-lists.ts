import type { DataSetNote } from "./data-set.ts";
import { idList, type ListRow } from "./id-list.ts";
import type { Entry, Opened } from "./layout.ts";

/** A list of Flickr-SoundNet has the first for the second, which is why others count 249 of 250. */
const TYPO = { wrong: "3908875357", right: "3908875350" };

/** Takes what lists name of a data set, in their order; without lists all of it. */
export async function entriesOfLists(
  caller: string,
  { entries, media, idOf = (listed) => listed }: Opened,
  lists: readonly string[],
): Promise<{ entries: readonly Entry[]; notes: DataSetNote[] }> {
  if (lists.length === 0) return { entries, notes: [] };
  const rows: ListRow[] = [];
  for (const list of lists) rows.push(...(await idList(caller, list)));
  const known = new Map(entries.map((entry) => [idOf(entry.id), entry]));
  const marked = entries.some(({ annotation, mask }) => (annotation ?? mask) !== undefined);
  const { pictures, sounds, videos } = media;
  const files = [pictures.paths, sounds.paths, videos.paths];
  const there = (id: string): boolean => known.has(id) || files.some((side) => side.has(id));

  const corrected: string[] = [];
  const strangers: string[] = [];
  const named = new Set<string>();
  const correct = (listed: string): string => {
    const id = idOf(listed);
    if (id !== TYPO.wrong || there(id)) return id;
    if (!corrected.includes(TYPO.right)) corrected.push(TYPO.right);
    return TYPO.right;
  };
  const taken = rows.map(({ picture, sound, label, listed }): Entry => {
    const id = correct(picture);
    const other = correct(sound);
    named.add(id);
    if (label !== undefined) {
      const { annotation, mask, ...entry } = known.get(id) ?? { id };
      const sounds = label !== "non-sounding";
      return {
        ...entry,
        ...(sounds && annotation !== undefined ? { annotation } : {}),
        ...(sounds && mask !== undefined ? { mask } : {}),
        id: `${id}+${other}`,
        picture: entry.picture ?? [id],
        sound: known.get(other)?.sound ?? [other],
        group: id,
        about: { ...entry.about, label, soundOf: other },
      };
    }
    const entry = known.get(id);
    if (entry === undefined && marked) strangers.push(id);
    return { ...(entry ?? { id }), ...listedAs(entry, listed) };
  });

  const notes: DataSetNote[] = [];
  if (corrected.length > 0) {
    const message = `${TYPO.wrong}, a slip of a published list, is read as ${TYPO.right}.`;
    notes.push({ kind: "read-as", message, ids: corrected });
  }
  if (strangers.length > 0) {
    const message =
      `${strangers.length} of ${rows.length} samples of the lists are not in the truth; they stay ` +
      "in the set without an annotation.";
    notes.push({ kind: "no-truth", message, ids: strangers });
  }
  const left = entries.filter(({ id }) => !named.has(idOf(id))).map(({ id }) => id);
  if (left.length > 0) {
    const slip = left.length === 1 && left[0] === TYPO.right;
    const message =
      `${left.length} of ${entries.length} samples are not in the lists and left out` +
      (slip ? `: a published list has ${TYPO.wrong} for it.` : ".");
    notes.push({ kind: "unlisted", message, ids: left });
  }
  return { entries: taken, notes };
}

/** The second field of a list: a class by name, or a number that nobody has explained. */
function listedAs(entry: Entry | undefined, listed: string | undefined): Partial<Entry> {
  if (listed === undefined) return {};
  if (!/^\d+$/.test(listed)) return { class: listed };
  return { about: { ...entry?.about, listed } };
}
