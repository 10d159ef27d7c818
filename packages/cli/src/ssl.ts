#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { BadInput } from "./bad-input.ts";
import { addAudit } from "./commands/audit.ts";
import { addCompose } from "./commands/compose.ts";
import { addDemo } from "./commands/demo.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addEvaluate } from "./commands/evaluate.ts";
import { addLocalize } from "./commands/localize.ts";
import { addMerge } from "./commands/merge.ts";
import { addScore } from "./commands/score.ts";
import { addTrain } from "./commands/train.ts";
import { Stopped } from "./stop-signal.ts";

const { version } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

const program = new Command("ssl")
  .version(version)
  .description(
    "Finds where a sound comes from in a picture, and finds out whether a localizer " +
      'listens (Oya et al. 2020, "Do we need sound for sound source localization?").',
  )
  .showHelpAfterError("Run with --help for all options.")
  .addHelpText(
    "after",
    "\nExit codes: 0 done, 1 something went wrong, 2 the command line or its input is at fault, 130 stopped.",
  )
  .exitOverride();
addDemo(program);
addTrain(program);
addDoctor(program);
addEvaluate(program);
addLocalize(program);
addCompose(program);
addAudit(program);
addScore(program);
addMerge(program);

// Who reads the output may have read enough, for example `head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof Stopped) {
    process.stderr.write("Stopped.\n");
    process.exitCode = 130;
  } else {
    process.stderr.write(`ssl: ${error instanceof Error ? reasons(error) : String(error)}\n`);
    process.exitCode = error instanceof BadInput ? 2 : 1;
  }
}

/** An error's message and those of its causes, outermost first. */
function reasons(error: Error): string {
  const cause = error.cause instanceof Error ? `\n  because: ${reasons(error.cause)}` : "";
  return error.message + cause;
}
