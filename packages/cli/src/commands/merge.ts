import type { Command } from "commander";
import { protocolsById } from "../score/protocols-option.ts";
import { formatOption, type ReportOutput, writeReport } from "../score/report-format.ts";
import { scoreReport } from "../score/score-report.ts";
import { joinScoreShards } from "../score/score-shard.ts";
import { htmlOption, writeScorePage } from "../score/write-score-page.ts";

/** Adds `ssl merge`. */
export function addMerge(program: Command): void {
  program
    .command("merge")
    .summary("join the files of `ssl score --shard`")
    .description(
      "Joins the files that `ssl score --shard` wrote into the result that one process would have " +
        "given, byte for byte. Refuses missing, doubled and foreign shards by name.",
    )
    .argument("<files...>", "the files of all shards of one run, in any order")
    .addOption(formatOption())
    .option("--out <file>", "write to this file instead of standard output")
    .addOption(htmlOption())
    .action(async (files: string[], options: ReportOutput & { readonly html?: string }) => {
      const { header, unmatched, scored } = await joinScoreShards(files);
      const report = scoreReport(header, protocolsById(header.protocols), unmatched, scored);
      await writeReport(report, options);
      await writeScorePage(options.html, report, scored);
    });
}
