export { areaUnderCurve } from "./area-under-curve.ts";
export { binaryMap } from "./binary-map.ts";
export {
  type BootstrapOptions,
  bootstrapIntervals,
  type StatisticIntervals,
} from "./bootstrap-intervals.ts";
export { centreDisc } from "./centre-disc.ts";
export { consensusIou } from "./consensus-iou.ts";
export { consensusIouCurve } from "./consensus-iou-curve.ts";
export { consensusMap } from "./consensus-map.ts";
export { dice } from "./dice.ts";
export { divideByMax } from "./divide-by-max.ts";
export { minMax } from "./min-max.ts";
export { peakShare } from "./peak-share.ts";
export {
  type PermutationOptions,
  type PermutationResult,
  permutationTest,
} from "./permutation-test.ts";
export { randomScore } from "./random-score.ts";
export { type SampleScore, scoreSample } from "./score-sample.ts";
export type { Statistic } from "./statistic.ts";
export { type ProtocolId, type ProtocolScore, type ScoreSummary, summarize } from "./summarize.ts";
export { thresholds } from "./thresholds.ts";
export type { Annotation, Box, BoxAnnotation, Grid, MapSize, MaskAnnotation } from "./types.ts";
export { upsampleMap } from "./upsample-map.ts";
