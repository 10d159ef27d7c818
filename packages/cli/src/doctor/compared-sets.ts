import type { DataSet } from "@ssl/av-datasets";
import { printable } from "./printable.ts";

/** What two lists or data sets have in common by their ids, and what they do not. */
export interface SetComparison {
  readonly first: string;
  readonly second: string;
  /** Ids in both. */
  readonly both: number;
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
  /** Ids of one alone that differ from one of the other alone in one character: slips, perhaps. */
  readonly slips: readonly (readonly [first: string, second: string])[];
  /** Ids in both whose class is another one in either. */
  readonly otherClass: readonly string[];
}

/** The ids of a set, and their classes where it names them. */
export type SetIds = ReadonlyMap<string, string | undefined>;

/** Ids that are searched for slips; of more, too many would differ in one character by chance. */
const MOST_SLIPS = 2000;

/** The ids of a set's samples; of a list that pairs a picture with another's sound, the picture's. */
export async function setIds(set: DataSet): Promise<SetIds> {
  const ids = new Map<string, string | undefined>();
  for await (const { id, group, about, class: name } of set.samples({ onBadMask: () => {} })) {
    ids.set(
      about?.soundOf !== undefined && group !== undefined ? group : id,
      name ?? about?.listed,
    );
  }
  return ids;
}

/** Holds two sets against each other by their ids. */
export function comparedSets(
  first: { readonly name: string; readonly ids: SetIds },
  second: { readonly name: string; readonly ids: SetIds },
): SetComparison {
  const onlyFirst = [...first.ids.keys()].filter((id) => !second.ids.has(id));
  const onlySecond = [...second.ids.keys()].filter((id) => !first.ids.has(id));
  const shared = [...first.ids.keys()].filter((id) => second.ids.has(id));
  return {
    first: first.name,
    second: second.name,
    both: shared.length,
    onlyFirst,
    onlySecond,
    slips: slipsBetween(onlyFirst, onlySecond),
    otherClass: shared.filter((id) => {
      const [a, b] = [first.ids.get(id), second.ids.get(id)];
      // One list has numbers where another has names: that is no contradiction.
      if (a === undefined || b === undefined || isNumber(a) !== isNumber(b)) return false;
      return a !== b;
    }),
  };
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}

/** Pairs that differ in one character, by what is left without it. */
function slipsBetween(
  first: readonly string[],
  second: readonly string[],
): (readonly [string, string])[] {
  if (first.length > MOST_SLIPS || second.length > MOST_SLIPS) return [];
  const without = new Map<string, string[]>();
  const holes = (id: string): string[] =>
    Array.from(id, (_, at) => `${at} ${id.slice(0, at)} ${id.slice(at + 1)}`);
  for (const id of first) {
    for (const hole of holes(id)) without.set(hole, [...(without.get(hole) ?? []), id]);
  }
  return second.flatMap((id) =>
    [...new Set(holes(id).flatMap((hole) => without.get(hole) ?? []))]
      .filter((other) => !areOfOneVideo(other, id))
      .map((other) => [other, id] as const),
  );
}

/** Whether two ids are `<video>_<second>` of one video: other seconds are no slip. */
function areOfOneVideo(first: string, second: string): boolean {
  const video = /^[\w-]{11}(?=_\d)/;
  const [name] = video.exec(first) ?? [];
  return name !== undefined && name === video.exec(second)?.[0];
}

/** A comparison as text. */
export function comparisonText(comparison: SetComparison): string {
  const { first, second, both, onlyFirst, onlySecond, slips, otherClass } = comparison;
  const some = (ids: readonly string[]): string =>
    `${ids.length}${ids.length > 0 ? ` (${ids.slice(0, 5).join(", ")}${ids.length > 5 ? ", …" : ""})` : ""}`;
  const lines = [
    `${first} and ${second}: ${both} ids in both`,
    `  only in ${first}: ${some(onlyFirst)}`,
    `  only in ${second}: ${some(onlySecond)}`,
  ];
  if (slips.length > 0) {
    lines.push(`  one character apart: ${some(slips.map((pair) => pair.join(" / ")))}`);
  }
  if (otherClass.length > 0) lines.push(`  of another class: ${some(otherClass)}`);
  return lines.map(printable).join("\n");
}
