import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The built command. */
const command = fileURLToPath(new URL("../dist/ssl.js", import.meta.url));

/** What a run of the command printed, and its exit code; null if a signal ended it. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `ssl` as a process of its own; `watch` sees standard error as it grows. */
export function runSsl(
  args: readonly string[],
  watch: (stderr: string, child: ChildProcess) => void = () => {},
): Promise<Run> {
  if (!existsSync(command)) {
    throw new Error(
      "runSsl: expected the built command, got no packages/cli/dist/ssl.js. Run `pnpm run build` first.",
    );
  }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      watch(stderr, child);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
