import type { z } from "zod";
import { quoted, refuse } from "../refuse.ts";

/** Holds every entry of a list against a schema; `form` shows what an entry should look like. */
export function checkedEntries<Entry>(
  path: string,
  entries: readonly unknown[],
  schema: z.ZodType<Entry>,
  form: string,
): Entry[] {
  return entries.map((entry, index) => {
    const result = schema.safeParse(entry);
    if (result.success) return result.data;
    return refuse(
      "readTruth",
      `entry ${index}${named(entry)} of ${path} to be ${form}`,
      issueText(result.error),
    );
  });
}

/** Characters: names of fields can be long. */
const LONGEST = 200;

/** Where a value departs from its schema, and how. */
export function issueText({ issues }: z.ZodError): string {
  const { path, message } = issues[0]!;
  const at = path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  const text = at ? `${at}: ${message}` : message;
  return (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text) + more;
}

/** What an entry calls itself. */
function named(entry: unknown): string {
  if (Array.isArray(entry) && typeof entry[0] === "string") return ` (${quoted(entry[0])})`;
  if (typeof entry !== "object" || entry === null) return "";
  for (const key of ["id", "file", "image"]) {
    const name = Object.getOwnPropertyDescriptor(entry, key)?.value;
    if (typeof name === "string") return ` (${quoted(name)})`;
  }
  return "";
}
