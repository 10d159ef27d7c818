import { quoted, quotedList, refuse } from "../refuse.ts";

/**
 * Checks that ids can be the names of files, side by side in one folder on any system: no path
 * separators, no control characters, and none equal to another but for its case.
 */
export function checkIds(caller: string, ids: readonly string[], path: string): void {
  const seen = new Map<string, string>();
  const repeated: string[] = [];
  const alike: string[] = [];
  for (const id of ids) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    if (id === "" || id === "." || id === ".." || /[/\\\u0000-\u001f]/.test(id)) {
      refuse(
        caller,
        `every id in ${path} to be usable as the name of a file`,
        quoted(id),
        "Rename it.",
      );
    }
    const folded = id.toLowerCase();
    const before = seen.get(folded);
    if (before === undefined) seen.set(folded, id);
    else if (before === id) repeated.push(id);
    else alike.push(before, id);
  }
  if (repeated.length > 0) {
    refuse(
      caller,
      `every id in ${path} once`,
      `repeated ones: ${quotedList([...new Set(repeated)])}`,
      "Rename them or leave all but one out.",
    );
  }
  if (alike.length > 0) {
    refuse(
      caller,
      `ids in ${path} that differ in more than upper and lower case`,
      quotedList([...new Set(alike)]),
      "Not every file system can tell them apart; rename them.",
    );
  }
}
