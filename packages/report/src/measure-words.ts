/** What a measure of a protocol is called in tables; other names stay as they are. */
export function measureWords(measure: string): string {
  return MEASURES.get(measure) ?? measure;
}

/** What a map that needs no model is called in tables; other names stay as they are. */
export function floorWords(floor: string): string {
  return FLOORS.get(floor) ?? floor;
}

const MEASURES: ReadonlyMap<string, string> = new Map([
  ["ciou50", "cIoU@0.5"],
  ["auc", "AUC"],
  ["meanCiou", "mean cIoU"],
  ["meanAtHalf", "mean cIoU at 0.5"],
  ["aucOfMean", "AUC of mean"],
  ["successAtHalf", "success at 0.5"],
  ["successAuc", "success AUC"],
]);

const FLOORS: ReadonlyMap<string, string> = new Map([
  ["allOn", "all on"],
  ["centreDisc", "centre disc"],
  ["oracleDisc", "oracle disc"],
  ["noise", "noise"],
  ["pictureOnly", "picture only"],
]);
