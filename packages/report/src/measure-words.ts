/**
 * What a measure of a protocol is called in tables.
 *
 * @param measure - its name in reports, such as `ciou50`
 * @returns the words; other names as they are
 * @example
 * ```ts
 * import { measureWords } from "@ssl/report";
 *
 * console.log(measureWords("ciou50")); // cIoU@0.5
 * ```
 */
export function measureWords(measure: string): string {
  return MEASURES.get(measure) ?? measure;
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
