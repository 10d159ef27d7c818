import {
  centreDisc,
  type MapSize,
  minMax,
  peakShare,
  randomScore,
  type SampleScore,
  type ScoreSummary,
  scoreSample,
  summarize,
  upsampleMap,
} from "@ssl/metrics-ciou";
import type { NdArray } from "ndarray";
import type { Localizer } from "./create-localizer.ts";
import { eventTurn } from "./event-turn.ts";
import { type LocalizerInput, localize } from "./localize.ts";

/** A picture, a sound, and where its source is. */
export interface EvaluationSample extends LocalizerInput {
  /** G of equation 7, the annotators' agreement: `[height, width]` of the picture, 0 … 1. */
  readonly truth: NdArray<Float32Array>;
}

/** Samples to evaluate; each is asked for once, in order. */
export interface EvaluationSet {
  /** Samples, at least 1. */
  readonly length: number;
  /** The sample at an index, 0 … `length` − 1. */
  sample(index: number): EvaluationSample | Promise<EvaluationSample>;
}

/** What may watch and stop an evaluation. */
export interface EvaluateOptions {
  /** Samples that pass the networks together; does not change the result. @default 16 */
  readonly batchSize?: number;
  /** Stops the evaluation between two batches. */
  readonly signal?: AbortSignal;
  /** Called after every batch with the samples done and in all. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** The rows of the paper's tables, and a floor that it does not have. */
export type EvaluationRow = "localization" | "potential" | "random" | "centreDisc";

/** Scores of one map of one sample. */
export interface MapScore extends SampleScore {
  /** Share of the map's greatest values that lie on the source: 1 or 0, unless several tie. */
  readonly peak: number;
}

/** What one kind of map scores over a set, both readings of cIoU. */
export interface MapSummary extends ScoreSummary {
  /** Mean of `peak` over the samples. */
  readonly peak: number;
}

/** Scores of a localizer over a set, beside what maps that see nothing would score. */
export interface Evaluation {
  /** Each kind of map's scores over the set. */
  readonly summary: Readonly<Record<EvaluationRow, MapSummary>>;
  /** Scores of each sample, in order. */
  readonly samples: readonly Readonly<Record<EvaluationRow, MapScore>>[];
}

/**
 * Scores both of a localizer's maps over a set, sections 4.1 and 5.
 *
 * Each map is upsampled bilinearly to the truth's size and stretched to 0 … 1 (the paper is silent
 * on both), then scored by equations 8 and 9 at 21 thresholds. Beside them stand the expectation of
 * uniform noise, and the disc in the middle that covers half of the picture.
 *
 * @param localizer - borrowed
 * @param set - at least one sample
 * @param options - batch size, abort signal, progress
 * @returns the summary and every sample's scores, fractions of 1; the caller's own
 * @throws RangeError if the set is empty, or a truth is not of its picture's size
 * @throws the signal's reason if it is aborted
 */
export async function evaluate(
  localizer: Localizer,
  set: EvaluationSet,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  if (set.length < 1) {
    throw new RangeError(`evaluate: expected at least one sample, got ${set.length}.`);
  }
  const { batchSize = 16, signal, onProgress } = options;
  const disc = bySize((size) => centreDisc(size));
  const allOn = bySize((size) => centreDisc(size, 1));
  const samples: Record<EvaluationRow, MapScore>[] = [];
  while (samples.length < set.length) {
    await eventTurn();
    signal?.throwIfAborted();
    const batch: EvaluationSample[] = [];
    while (batch.length < batchSize && samples.length + batch.length < set.length) {
      const index = samples.length + batch.length;
      batch.push(checkTruth(await set.sample(index), index));
    }
    const maps = await localize(localizer, batch);
    batch.forEach(({ truth }, i) => {
      const [height, width] = truth.shape as [number, number];
      const size = { height, width };
      const score = (map: NdArray<Float32Array>): MapScore => ({
        ...scoreSample(minMax(map), truth),
        peak: peakShare(map, truth),
      });
      const { localization, potential } = maps[i]!;
      samples.push({
        localization: score(upsampleMap(localization, size)),
        potential: score(upsampleMap(potential, size)),
        random: { ...randomScore(truth), peak: peakShare(allOn(size), truth) },
        centreDisc: score(disc(size)),
      });
    });
    onProgress?.({ done: samples.length, total: set.length });
  }
  const row = (name: EvaluationRow): MapSummary => {
    const scores = samples.map((sample) => sample[name]);
    const peak = scores.reduce((sum, score) => sum + score.peak, 0) / scores.length;
    return { ...summarize(scores), peak };
  };
  return {
    summary: {
      localization: row("localization"),
      potential: row("potential"),
      random: row("random"),
      centreDisc: row("centreDisc"),
    },
    samples,
  };
}

/** Remembers the last map made: most sets' pictures are of one size. */
function bySize(
  make: (size: MapSize) => NdArray<Float32Array>,
): (size: MapSize) => NdArray<Float32Array> {
  let last: NdArray<Float32Array> | undefined;
  return (size) => {
    if (last?.shape[0] !== size.height || last.shape[1] !== size.width) last = make(size);
    return last;
  };
}

function checkTruth(sample: EvaluationSample, index: number): EvaluationSample {
  const { truth, picture } = sample;
  if (
    truth.shape.length !== 2 ||
    truth.shape[0] !== picture.height ||
    truth.shape[1] !== picture.width
  ) {
    throw new RangeError(
      `evaluate: expected the truth of sample ${index} to be of its picture's size [${picture.height}, ${picture.width}], got [${truth.shape.join(", ")}].`,
    );
  }
  return sample;
}
