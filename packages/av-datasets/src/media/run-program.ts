import { spawn } from "node:child_process";

/** A program that runs, and what it says. */
export interface RunningProgram {
  /** Its standard output, as it comes. */
  readonly output: AsyncIterable<Uint8Array>;
  /** Resolves to the exit code when it has ended and all that it said is there. */
  readonly ended: Promise<number | null>;
  /** Ends it; harmless if it has ended. */
  stop(): void;
}

/**
 * Starts a program without standard input. The caller reads all of its output, or stops it.
 *
 * @param onLine - hears each line of its standard error
 */
export function runProgram(
  path: string,
  args: readonly string[],
  onLine: (line: string) => void,
  signal: AbortSignal | undefined,
): RunningProgram {
  signal?.throwIfAborted();
  const child = spawn(path, args, { stdio: ["ignore", "pipe", "pipe"] });
  const stop = (): void => {
    child.kill("SIGKILL");
  };
  signal?.addEventListener("abort", stop, { once: true });
  let rest = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!.slice(0, 10_000);
    for (const line of lines) onLine(line);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      signal?.removeEventListener("abort", stop);
      if (rest !== "") onLine(rest);
      if (signal?.aborted) reject(signal.reason);
      else resolve(code);
    });
  });
  // Whoever awaits it hears of a failure; nobody need.
  ended.catch(() => {});
  return { output: child.stdout, ended, stop };
}

/** Runs a program to its end: all of its output, and the first line that it complains in. */
export async function outputOf(
  path: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<{ text: string; code: number | null; fault: string | undefined }> {
  let fault: string | undefined;
  const program = runProgram(path, args, (line) => (fault ??= line), signal);
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of program.output) text += decoder.decode(part, { stream: true });
  return { text, code: await program.ended, fault };
}
