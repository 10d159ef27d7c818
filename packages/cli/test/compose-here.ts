import { Command, CommanderError } from "commander";
import { vi } from "vitest";
import { BadInput } from "../src/bad-input.ts";
import { addCompose } from "../src/commands/compose.ts";
import type { Run } from "./run-ssl.ts";

/** Runs `ssl compose` in this process, on one thread: quicker than `runSsl`, and one at a time. */
export async function composeHere(args: readonly string[]): Promise<Run> {
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
  addCompose(program);
  try {
    await program.parseAsync(["compose", ...args], { from: "user" });
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
