import Table from "cli-table3";
import { type ReportRows, reportNotes, reportRows } from "./report-rows.ts";
import type { ScoreReport } from "./score-report.ts";

/** The report as tables for a terminal, without colours. */
export function reportTable(report: ScoreReport): string {
  return text(report, ({ head, rows }) => {
    const table = new Table({
      head: [...head],
      colAligns: head.map((_, column) => (column === 0 ? "left" : "right")),
      style: { head: [], border: [] },
      chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
    });
    table.push(...rows.map((row) => [...row]));
    return table.toString();
  });
}

/** The report as Markdown tables. */
export function reportMarkdown(report: ScoreReport): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.trim().replaceAll("|", "\\|")).join(" | ")} |`;
  return text(report, ({ head, rows }) =>
    [line(head), line(head.map((_, i) => (i === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n"),
  );
}

function text(report: ScoreReport, table: (rows: ReportRows) => string): string {
  return `${[...reportRows(report).map(table), reportNotes(report).join("\n")].join("\n\n")}\n`;
}
