import type { Command } from "commander";
import { addAuditBuild } from "./audit-build.ts";
import { addAuditReport } from "./audit-report.ts";
import { addAuditRun } from "./audit-run.ts";

/** Adds `ssl audit` with what it consists of. */
export function addAudit(program: Command): void {
  const audit = program
    .command("audit")
    .summary("find out whether a model listens: your own, anyone's, or maps on disk")
    .description(
      "Finds out whether a model listens. `build` writes the samples to try it on, `run` collects " +
        "its maps of them, `report` says what the sound changes in these, and one sentence to quote.",
    );
  addAuditBuild(audit);
  addAuditRun(audit);
  addAuditReport(audit);
}
