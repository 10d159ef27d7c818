import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { BadInput } from "../bad-input.ts";
import type { AuditSample } from "./audit-manifest.ts";
import { CommandAstray, type CommandChild, CommandEnded, startCommand } from "./command-child.ts";
import { type CheckedMap, mapOfBytes } from "./map-bytes.ts";
import { CannotWrite, type RunFailure, type RunFolder } from "./run-folder.ts";

/** What a command is asked for, and how it is run. */
export interface CommandMapsOptions {
  readonly command: string;
  /** How many of it run at a time. */
  readonly jobs: number;
  readonly timeoutSeconds: number;
  /** Samples without a map yet. */
  readonly samples: readonly AuditSample[];
  /** The manifest's folder. */
  readonly from: string;
  readonly folder: RunFolder;
  readonly onSample: (done: number) => void;
  readonly signal: AbortSignal;
}

/** A command that fails so many times in a row is not asked any further. */
const MOST_IN_A_ROW = 5;

/**
 * Asks a command for the maps of samples, several of it at a time, each for one sample at a time.
 *
 * One that ends or does not answer is started again and asked for the sample once more; what fails
 * then is a failure of that sample. One that does not keep to the protocol ends the run.
 *
 * @returns the samples that failed; the others' maps are in the folder
 * @throws BadInput if the command goes astray or does nothing but fail; the signal's reason
 */
export async function commandMaps(options: CommandMapsOptions): Promise<RunFailure[]> {
  const { command, jobs, samples, onSample, signal } = options;
  const failures: RunFailure[] = [];
  const children = new Set<CommandChild>();
  let next = 0;
  let done = 0;
  let inARow = 0;
  let stop: Error | undefined;
  const end = (reason: Error): void => {
    stop ??= reason;
    for (const child of children) child.kill();
  };
  const onAbort = (): void => end(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });

  const line = async (number: number): Promise<void> => {
    let child: CommandChild | undefined;
    const started = (): CommandChild => {
      if (child !== undefined && !child.ended()) return child;
      if (child !== undefined) children.delete(child);
      child = startCommand({ ...options, onStderr: logOf(options.folder, number) });
      children.add(child);
      return child;
    };
    while (next < samples.length && stop === undefined) {
      const sample = samples[next++]!;
      const failure = await mapOf(sample, started, options).catch((reason: unknown) => {
        end(reason instanceof CommandAstray ? strayed(command, reason) : (reason as Error));
        return undefined;
      });
      if (stop !== undefined) break;
      onSample(++done);
      if (failure === undefined) inARow = 0;
      else {
        failures.push({ id: sample.id, reason: failure });
        if (++inARow >= MOST_IN_A_ROW) end(failing(command, failures));
      }
    }
    if (stop === undefined) {
      await child?.close().catch((reason: unknown) => {
        end(reason instanceof CommandAstray ? strayed(command, reason) : (reason as Error));
      });
    }
  };
  try {
    if (signal.aborted) throw signal.reason;
    await Promise.all(
      Array.from({ length: Math.min(jobs, samples.length) }, (_, i) => line(i + 1)),
    );
  } finally {
    signal.removeEventListener("abort", onAbort);
    for (const child of children) child.kill();
  }
  if (stop !== undefined) throw stop;
  const order = new Map(samples.map(({ id }, place) => [id, place]));
  return failures.sort((a, b) => order.get(a.id)! - order.get(b.id)!);
}

/** Gets one sample's map; returns what went wrong. */
async function mapOf(
  sample: AuditSample,
  started: () => CommandChild,
  { from, folder }: CommandMapsOptions,
): Promise<string | undefined> {
  const request = {
    id: sample.id,
    picture: join(from, sample.picture),
    sound: join(from, sample.sound),
  };
  for (let attempt = 1; ; attempt++) {
    const child = started();
    try {
      const { map, pictureOnly } = await child.ask(request);
      await folder.add(sample, {
        map: await mapAt(map),
        ...(pictureOnly === undefined ? {} : { pictureOnly: await mapAt(pictureOnly) }),
      });
      return undefined;
    } catch (reason) {
      if (reason instanceof CommandAstray || !(reason instanceof Error)) throw reason;
      if (reason instanceof CannotWrite) throw reason;
      if (!(reason instanceof CommandEnded)) return reason.message;
      child.kill();
      if (attempt === 2) return `the command ${reason.message}`;
    }
  }
}

async function mapAt(path: string): Promise<CheckedMap> {
  const file = resolve(path);
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`expected a map in ${file}, got no readable file (${cause.code})`);
  });
  try {
    return mapOfBytes(bytes);
  } catch (cause) {
    throw new Error(`${(cause as Error).message} in ${file}`);
  }
}

/** Puts the number of the command that wrote it before each line. */
function logOf(folder: RunFolder, number: number): (text: string) => void {
  let begins = true;
  return (text) => {
    folder.log((begins ? `#${number} ` : "") + text.replace(/\n(?=.)/g, `\n#${number} `));
    begins = text.endsWith("\n");
  };
}

const GOES_ON = "The maps so far stay, and the same command line goes on from there.";

function strayed(command: string, { message }: Error): BadInput {
  return new BadInput(
    `audit: expected a line {"id": …, "map": …} for each request and nothing else, got ${message} ` +
      `from ${command}. Print everything else on standard error. ${GOES_ON}`,
  );
}

function failing(command: string, failures: readonly RunFailure[]): BadInput {
  const last = failures.at(-1)!;
  return new BadInput(
    `audit: expected maps from ${command}, but the last ${MOST_IN_A_ROW} samples failed, ` +
      `${last.id} because ${last.reason}. See command.log in the run's folder. ${GOES_ON}`,
  );
}
