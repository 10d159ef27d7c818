import { addCompose } from "../src/commands/compose.ts";
import type { Run } from "./run-ssl.ts";
import { sslHere } from "./ssl-here.ts";

/** Runs `ssl compose` in this process, on one thread: quicker than `runSsl`, and one at a time. */
export function composeHere(args: readonly string[]): Promise<Run> {
  return sslHere(addCompose, ["compose", ...args]);
}
