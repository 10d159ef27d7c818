import { readFile, stat } from "node:fs/promises";
import { CsvError, parse } from "csv-parse/sync";
import { orFileError, quoted, refuse } from "../refuse.ts";

/** Bytes: a list of all of VGGSound takes less than a tenth of this. */
const LARGEST_LIST = 100_000_000;

/** Reads a CSV file whose rows all have as many fields as the first; blank lines are passed over. */
export async function readRows(caller: string, path: string): Promise<string[][]> {
  const text = await readText(caller, path);
  try {
    return parse(text, { bom: true, skip_empty_lines: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    if (cause.code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH") {
      const found = (cause as CsvError & { record?: string[] }).record?.length;
      const first = text.split(/\r?\n/, 1)[0] ?? "";
      refuse(
        caller,
        `as many fields in every row of ${path} as in ${quoted(first)}`,
        `${found ?? "others"} in line ${(cause as CsvError & { lines?: number }).lines}`,
        "",
        cause,
      );
    }
    return refuse(caller, `a CSV file at ${path}`, quoted(cause.message), "", cause);
  }
}

/** Reads a list file's lines; blank ones are passed over. */
export async function readLines(caller: string, path: string): Promise<string[]> {
  const text = await readText(caller, path);
  return text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
}

async function readText(caller: string, path: string): Promise<string> {
  const bytes = await orFileError(caller, path, async () => {
    const { size } = await stat(path);
    if (size > LARGEST_LIST) {
      refuse(caller, `a list of at most ${LARGEST_LIST} bytes`, `${size} in ${path}`);
    }
    return readFile(path);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    return refuse(caller, `text in UTF-8 in ${path}`, "other bytes", "", cause);
  }
}
