import type { Evaluation, EvaluationRow, MapSummary } from "@ssl/ssl-core";
import type { NamedEvaluation } from "../src/score-table.ts";

/** A summary whose five numbers are `first`, `first` + 0.1, … */
function summary(first: number, undefinedCount: number): MapSummary {
  const curve = new Float64Array(21);
  return {
    count: 2,
    undefinedCount,
    paper: { protocol: "paper", ciou: first, auc: first + 0.1, curve },
    success: { protocol: "success", ciou: first + 0.2, auc: first + 0.3, curve },
    peak: first + 0.4,
  };
}

/** An evaluation of two samples with numbers that can be told apart. */
export function namedEvaluation(name: string): NamedEvaluation {
  const rows: Record<EvaluationRow, MapSummary> = {
    localization: summary(0.5, 0),
    potential: summary(0.25, 0),
    random: summary(0.125, 0),
    centreDisc: summary(Number.NaN, 1),
  };
  const samples = [{}, {}] as Evaluation["samples"][number][];
  return { name, evaluation: { summary: rows, samples } };
}
