import { Command, CommanderError } from "commander";
import { vi } from "vitest";
import { BadInput } from "../src/bad-input.ts";
import type { Run } from "./run-ssl.ts";

/**
 * Runs a command in this process, on one thread: quicker than `runSsl`, and one at a time.
 *
 * @param add - adds the command to the program
 * @param args - with the command's name
 */
export async function sslHere(
  add: (program: Command) => void,
  args: readonly string[],
): Promise<Run> {
  let stdout = "";
  let stderr = "";
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      stdout += text;
      return true;
    }),
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      stderr += text;
      return true;
    }),
  ];
  const program = new Command("ssl").exitOverride();
  add(program);
  try {
    await program.parseAsync([...args], { from: "user" });
    return { code: 0, stdout, stderr };
  } catch (error) {
    if (error instanceof CommanderError) return { code: 2, stdout, stderr };
    for (let reason = error; reason instanceof Error; reason = reason.cause) {
      stderr += `${reason.message}\n`;
    }
    return { code: error instanceof BadInput ? 2 : 1, stdout, stderr };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
