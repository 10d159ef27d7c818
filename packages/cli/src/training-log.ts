import { appendFile, readFile } from "node:fs/promises";
import { writeWholeFile } from "./write-whole-file.ts";

/** What a line of the log says of an epoch. */
interface LogEntry {
  /** From 1. */
  readonly epoch: number;
  /** Means over the epoch's steps; where a run was resumed in an epoch, over those since then. */
  readonly loss: number;
  readonly positiveCosine: number;
  readonly negativeCosine: number;
  /** Since the run began, or was resumed. */
  readonly seconds: number;
}

/** A log of epochs, one line of JSON each. */
export interface TrainingLog {
  append(entry: LogEntry): Promise<void>;
}

/**
 * Opens a log.
 *
 * @param file - its path
 * @param epochs - how many of its epochs stay; later lines come from steps that are done again
 * @returns the log
 */
export async function trainingLog(file: string, epochs: number): Promise<TrainingLog> {
  const before = epochs === 0 ? "" : await readFile(file, "utf8").catch(() => "");
  const kept = before
    .split("\n")
    .filter((line) => line !== "")
    .slice(0, epochs);
  await writeWholeFile(file, kept.map((line) => `${line}\n`).join(""));
  return { append: (entry) => appendFile(file, `${JSON.stringify(entry)}\n`) };
}
