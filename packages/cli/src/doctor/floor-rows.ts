import type { DataSetExamination } from "@ssl/av-datasets";
import type { ScoreSetSummary } from "@ssl/metrics-ciou";

/** What maps that need no model score: a row a protocol. */
export interface FloorRow {
  readonly protocol: string;
  readonly scores: readonly { readonly map: string; readonly score: string }[];
}

/** The floors as percents: for `success` the share of at least 0.5, for `paper` the mean at 0.5. */
export function floorRows({ truth }: DataSetExamination): FloorRow[] {
  if (truth === null) return [];
  return truth.floors.map(({ protocol, centreDisc, oracleDisc, allOn, noise }) => ({
    protocol,
    scores: [
      { map: "centre disc", score: percents(centreDisc) },
      { map: "disc as large", score: percents(oracleDisc) },
      { map: "all on", score: percents(allOn) },
      { map: "noise", score: percents(noise) },
    ],
  }));
}

/** What the numbers of the rows are. */
export const FLOOR_LEGEND: string =
  "Scores of maps that need no model, in percent, cIoU / AUC: the share of samples of at least 0.5 " +
  "and the area under it; under oya-… the mean consensus IoU at 0.5 and the area under that.";

function percents(summary: ScoreSetSummary): string {
  const [score, area] =
    summary.summary === "success"
      ? [summary.ciou50, summary.auc]
      : [summary.meanAtHalf, summary.aucOfMean];
  return `${(100 * score).toFixed(2)} / ${(100 * area).toFixed(2)}`;
}
