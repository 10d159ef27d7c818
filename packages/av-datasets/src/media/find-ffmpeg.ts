import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** Where the programs of an ffmpeg installation lie. */
export interface Ffmpeg {
  /** Path of `ffmpeg`. */
  readonly ffmpeg: string;
  /** Path of `ffprobe`, which comes with it. */
  readonly ffprobe: string;
}

/** What was found, for each value of PATH that was asked about. */
const found = new Map<string, Promise<Ffmpeg>>();

/**
 * Finds the system's `ffmpeg` and `ffprobe` in PATH, once in a process.
 *
 * @returns their paths
 * @throws Error if one of them is in no folder of PATH
 * @example
 * ```ts
 * import { findFfmpeg } from "@ssl/av-datasets";
 *
 * const programs = await findFfmpeg().catch((error: Error) => error.message);
 * console.log(programs);
 * ```
 */
export function findFfmpeg(): Promise<Ffmpeg> {
  const path = process.env.PATH ?? "";
  const programs = found.get(path) ?? findIn(path.split(delimiter).filter((folder) => folder));
  found.set(path, programs);
  return programs;
}

async function findIn(folders: readonly string[]): Promise<Ffmpeg> {
  const [ffmpeg, ffprobe] = await Promise.all(
    ["ffmpeg", "ffprobe"].map((name) => findProgram(folders, name)),
  );
  if (ffmpeg === undefined || ffprobe === undefined) {
    const missing = [ffmpeg ?? "no ffmpeg", ffprobe ?? "no ffprobe"].filter((text) =>
      text.startsWith("no "),
    );
    throw new Error(
      `findFfmpeg: expected ffmpeg and ffprobe in a folder of PATH, got ${missing.join(" and ")}. ` +
        "Install ffmpeg, for example with: apt-get install ffmpeg.",
    );
  }
  return { ffmpeg, ffprobe };
}

async function findProgram(folders: readonly string[], name: string): Promise<string | undefined> {
  const file = process.platform === "win32" ? `${name}.exe` : name;
  for (const folder of folders) {
    const path = join(folder, file);
    const works = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (works) return path;
  }
  return undefined;
}
