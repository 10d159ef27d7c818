import type { Evaluation, EvaluationRow } from "@ssl/ssl-core";
import Table from "cli-table3";

/** A set's name beside what was scored on it. */
export interface NamedEvaluation {
  readonly name: string;
  readonly evaluation: Evaluation;
}

const ROWS: readonly (readonly [EvaluationRow, string])[] = [
  ["localization", "localization map"],
  ["potential", "potential map"],
  ["random", "random"],
  ["centreDisc", "centre disc"],
];

/** The five numbers of a row, in percent. */
function numbers(evaluation: Evaluation, row: EvaluationRow): number[] {
  const { paper, success, peak } = evaluation.summary[row];
  return [paper.ciou, paper.auc, success.ciou, success.auc, peak].map((value) => value * 100);
}

/**
 * The paper's comparison as a table: both maps, the gap between them, and the two floors.
 *
 * @param sets - evaluations, in order
 * @returns the table's text, without colours
 */
export function scoreTable(sets: readonly NamedEvaluation[]): string {
  const table = new Table({
    head: [
      "set",
      "N",
      "map",
      "paper cIoU@0.5",
      "paper AUC",
      "success cIoU@0.5",
      "success AUC",
      "peak",
    ],
    colAligns: ["left", "right", "left", "right", "right", "right", "right", "right"],
    style: { head: [], border: [] },
    // No lines between the rows of one set; an empty row parts the sets.
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
  });
  for (const [number, { name, evaluation }] of sets.entries()) {
    if (number > 0) table.push(Array(8).fill(""));
    const shown = (values: number[], sign = false): string[] =>
      values.map((value) => (sign && value >= 0 ? "+" : "") + value.toFixed(1));
    const localization = numbers(evaluation, "localization");
    const potential = numbers(evaluation, "potential");
    const gap = localization.map((value, i) => value - potential[i]!);
    const count = String(evaluation.samples.length);
    const lines = ROWS.map(([row, title]) => [title, ...shown(numbers(evaluation, row))]);
    lines.splice(2, 0, ["gap", ...shown(gap, true)]);
    lines.forEach((line, i) => {
      table.push([i === 0 ? name : "", i === 0 ? count : "", ...line]);
    });
  }
  return `${table.toString()}
In percent. Protocol paper: mean cIoU at threshold 0.5, area under the mean over thresholds.
Protocol success: share of samples with cIoU >= 0.5, area under the success curve.
Peak: share of samples whose map is greatest inside the source's box. Maps are stretched to 0 ... 1.
`;
}
