import { spawn } from "node:child_process";

/** What a command is asked; paths are absolute. */
interface CommandRequest {
  readonly id: string;
  readonly picture: string;
  readonly sound: string;
}

/** What it answers. */
interface CommandAnswer {
  /** Path of the map's file. */
  readonly map: string;
  /** Path of the file of its map of the picture alone, where it has one. */
  readonly pictureOnly?: string | undefined;
}

/** The command ended or did not answer: it is worth another try. */
export class CommandEnded extends Error {}
/** The command says that it cannot do this sample. */
class CommandRefused extends Error {}
/** The command does not keep to the protocol: no answer of it can be trusted. */
export class CommandAstray extends Error {}

/** A running command that answers requests, one at a time. */
export interface CommandChild {
  /** Whether it has ended, so that another one must be started. */
  readonly ended: () => boolean;
  /** @throws CommandEnded, CommandRefused or CommandAstray */
  readonly ask: (request: CommandRequest) => Promise<CommandAnswer>;
  /** Lets it end by itself, and makes it after a while. @throws CommandAstray */
  readonly close: () => Promise<void>;
  /** Ends it and what it started, at once. */
  readonly kill: () => void;
}

/** How a command is run. */
export interface CommandOptions {
  /** A line for the shell. */
  readonly command: string;
  /** For one answer; that to the first request includes the start. */
  readonly timeoutSeconds: number;
  /** Hears what it writes on standard error. */
  readonly onStderr: (text: string) => void;
}

const LONGEST_LINE = 1_000_000;
const TAIL_LINES = 3;
const SECONDS_TO_END = 10;

interface Waiting {
  readonly id: string;
  readonly resolve: (answer: CommandAnswer) => void;
  readonly reject: (reason: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Starts a command that speaks JSON lines: a request a line on its input, an answer a line back. */
export function startCommand(options: CommandOptions): CommandChild {
  const { command, timeoutSeconds, onStderr } = options;
  // In a group of its own, so that what the shell starts can be ended with it.
  const child = spawn(command, { shell: true, detached: process.platform !== "win32" });
  const answered = new Set<string>();
  let waiting: Waiting | undefined;
  let astray: CommandAstray | undefined;
  let end: string | undefined;
  let rest = "";
  let tail = "";
  const closed = new Promise<void>((resolve) => {
    child.on("close", (code, signal) => {
      end = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
      settle(({ reject }) => reject(new CommandEnded(`${end}${lastWords()}`)));
      resolve();
    });
    child.on("error", (cause) => {
      end = `could not be started: ${cause.message}`;
      settle(({ reject }) => reject(new CommandEnded(end!)));
      resolve();
    });
  });
  // That the command no longer reads shows in that it ends.
  child.stdin.on("error", () => {});
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    onStderr(text);
    tail = (tail + text)
      .split("\n")
      .slice(-TAIL_LINES - 1)
      .join("\n")
      .slice(-2000);
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) hear(line);
    if (rest.length > LONGEST_LINE) hear(rest);
  });

  function settle(how: (settled: Waiting) => void): void {
    if (waiting === undefined) return;
    const settled = waiting;
    waiting = undefined;
    clearTimeout(settled.timer);
    how(settled);
  }

  function lastWords(): string {
    const words = tail.trim();
    return words === "" ? "" : `; its last words: ${words}`;
  }

  function hear(line: string): void {
    if (line.trim() === "" || astray !== undefined) return;
    const answer = answerOf(line);
    if (answer === undefined) {
      stray(`the line ${shortened(line)}`);
    } else if (answer.id !== waiting?.id) {
      const asked = waiting
        ? `it was asked for ${JSON.stringify(waiting.id)}`
        : "nothing was asked";
      stray(
        answered.has(answer.id)
          ? `two answers for ${JSON.stringify(answer.id)}`
          : `an answer for ${shortened(answer.id)} where ${asked}`,
      );
    } else {
      answered.add(answer.id);
      settle(({ resolve, reject }) => {
        if ("error" in answer) reject(new CommandRefused(answer.error));
        else resolve(answer);
      });
    }
  }

  function stray(got: string): void {
    astray = new CommandAstray(got);
    settle(({ reject }) => reject(astray!));
  }

  function kill(): void {
    if (end !== undefined || child.pid === undefined) return;
    end = "was ended";
    try {
      if (process.platform === "win32") child.kill("SIGKILL");
      else process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended just now.
    }
  }

  return {
    ended: () => end !== undefined,
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (astray !== undefined) return reject(astray);
        if (end !== undefined) return reject(new CommandEnded(`${end}${lastWords()}`));
        const timer = setTimeout(() => {
          settle(() => reject(new CommandEnded(`gave no answer within ${timeoutSeconds} s`)));
          kill();
        }, timeoutSeconds * 1000);
        waiting = { id: request.id, resolve, reject, timer };
        child.stdin.write(`${JSON.stringify(request)}\n`);
      }),
    close: async () => {
      child.stdin.end();
      const timer = setTimeout(kill, SECONDS_TO_END * 1000);
      await closed;
      clearTimeout(timer);
      if (rest !== "") hear(rest);
      if (astray !== undefined) throw astray;
    },
    kill,
  };
}

type Answer =
  | ({ readonly id: string } & CommandAnswer)
  | { readonly id: string; readonly error: string };

/** What a line answers; undefined if it is no answer. */
function answerOf(line: string): Answer | undefined {
  let found: Readonly<Record<string, unknown>>;
  try {
    found = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof found !== "object" || found === null) return undefined;
  const { id, map, pictureOnly, error } = found;
  if (typeof id !== "string") return undefined;
  if (typeof error === "string") return { id, error };
  if (typeof map !== "string") return undefined;
  if (pictureOnly === undefined || pictureOnly === null) return { id, map };
  return typeof pictureOnly === "string" ? { id, map, pictureOnly } : undefined;
}

function shortened(line: string): string {
  return JSON.stringify(line.length > 200 ? `${line.slice(0, 200)}…` : line.replace(/\r$/, ""));
}
