// Prints both readings of "cIoU" for a folder of maps, beside their floors.
//
//     node score-maps.mjs [FOLDER]

import { scoreFolder } from "./score-folder.mjs";

const summaries = await scoreFolder(process.argv[2] ?? "maps");
const percent = (/** @type {number} */ share) => Number((100 * share).toFixed(1));
console.table(
  Object.fromEntries(
    Object.entries(summaries).map(([name, { count, paper, success }]) => [
      name,
      {
        N: count,
        "paper cIoU@0.5": percent(paper.ciou),
        "paper AUC": percent(paper.auc),
        "success cIoU@0.5": percent(success.ciou),
        "success AUC": percent(success.auc),
      },
    ]),
  ),
);
