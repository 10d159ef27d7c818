export { addToScoreSet } from "./add-to-score-set.ts";
export { areaUnderCurve } from "./area-under-curve.ts";
export { binaryMap } from "./binary-map.ts";
export {
  type BootstrapOptions,
  bootstrapIntervals,
  type StatisticIntervals,
} from "./bootstrap-intervals.ts";
export { centreDisc } from "./centre-disc.ts";
export { classAwarePrecision, type SourceMap } from "./class-aware-precision.ts";
export { consensusIou } from "./consensus-iou.ts";
export { consensusIouCurve } from "./consensus-iou-curve.ts";
export { consensusMap } from "./consensus-map.ts";
export { dice } from "./dice.ts";
export { divideByMax } from "./divide-by-max.ts";
export { emptyScoreSet } from "./empty-score-set.ts";
export {
  type ExtendedBin,
  type ExtendedSample,
  type ExtendedScore,
  type ExtendedScores,
  extendedScores,
} from "./extended-scores.ts";
export { type FloorSamples, floorsUnder } from "./floors-under.ts";
export type { Half } from "./half.ts";
export { imageArea } from "./image-area.ts";
export { interactiveGroup } from "./interactive-group.ts";
export {
  type InteractiveSample,
  type InteractiveScores,
  interactiveScores,
} from "./interactive-scores.ts";
export {
  type ListeningEvidence,
  type ListeningRule,
  type ListeningVerdict,
  listeningVerdict,
  type MeanInterval,
} from "./listening-verdict.ts";
export { type MapChange, mapChange } from "./map-change.ts";
export { mapIou } from "./map-iou.ts";
export { maskFCurve } from "./mask-f-curve.ts";
export { type MaskFScore, maskFScore } from "./mask-f-score.ts";
export { maskIou } from "./mask-iou.ts";
export { mergeScoreSets } from "./merge-score-sets.ts";
export { minMax } from "./min-max.ts";
export { type MultiSourceScores, multiSourceScores } from "./multi-source-scores.ts";
export {
  type NegativeSamples,
  type NegativeScore,
  type NegativeScores,
  negativeScores,
} from "./negative-scores.ts";
export { noSoundingArea } from "./no-sounding-area.ts";
export { peakShare } from "./peak-share.ts";
export { permutationInvariantPrecision } from "./permutation-invariant-precision.ts";
export {
  type PermutationOptions,
  type PermutationResult,
  permutationTest,
} from "./permutation-test.ts";
export { pixelAveragePrecision } from "./pixel-average-precision.ts";
export type {
  ConfidenceRule,
  Normalisation,
  Protocol,
  SummaryRule,
  ThresholdLevel,
  ThresholdRule,
  TruthRule,
  Upsampling,
  ValueRange,
} from "./protocol.ts";
export { publishedProtocols } from "./published-protocols.ts";
export { randomScore } from "./random-score.ts";
export { type SampleScore, scoreSample } from "./score-sample.ts";
export type { ScoreSet, ScoreSetCurve } from "./score-set.ts";
export {
  type PaperSummary,
  type ScoreSetSummary,
  type SuccessSummary,
  scoreSetSummary,
} from "./score-set-summary.ts";
export { type ProtocolSample, scoreUnder } from "./score-under.ts";
export { sideByMass } from "./side-by-mass.ts";
export { sideByPeak } from "./side-by-peak.ts";
export type { Statistic } from "./statistic.ts";
export { type ProtocolScore, type ScoreSummary, summarize } from "./summarize.ts";
export { thresholds } from "./thresholds.ts";
export { truthMap } from "./truth-map.ts";
export type { Annotation, Box, BoxAnnotation, Grid, MapSize, MaskAnnotation } from "./types.ts";
export { type UniversalThresholds, universalThresholds } from "./universal-thresholds.ts";
export { upsampleMap } from "./upsample-map.ts";
