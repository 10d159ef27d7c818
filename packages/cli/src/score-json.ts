import type { EvaluationRow, MapSummary } from "@ssl/ssl-core";
import type { NamedEvaluation } from "./score-table.ts";

/** Scores as plain data: fractions of 1, each under its protocol's name; NaN becomes null. */
export function scoreJson(sets: readonly NamedEvaluation[]): Record<string, unknown> {
  return Object.fromEntries(
    sets.map(({ name, evaluation }) => [
      name,
      {
        samples: evaluation.samples.length,
        ...Object.fromEntries(
          Object.entries(evaluation.summary).map(([row, summary]) => [
            row as EvaluationRow,
            plain(summary),
          ]),
        ),
      },
    ]),
  );
}

function plain({ paper, success, peak, undefinedCount }: MapSummary): Record<string, unknown> {
  return {
    paper: { ciouAtHalf: paper.ciou, auc: paper.auc },
    success: { ciouAtHalf: success.ciou, auc: success.auc },
    peak,
    undefined: undefinedCount,
  };
}
