import { checkProtocols } from "./check-protocol.ts";
import { measureUnder } from "./measure-under.ts";
import type { Protocol } from "./protocol.ts";
import type { Annotation, Grid } from "./types.ts";

/** One sample's score under one protocol. */
export interface ProtocolSample {
  /**
   * Consensus IoU at the protocol's threshold (τ = 0.5 where it takes all), in 0…1; `NaN` if nothing
   * is marked and nothing is on.
   */
  readonly ciou: number;
  /** Only where the summary is `paper`: consensus IoU at each of `thresholds()`. */
  readonly curve?: Float64Array;
  /** Only where the protocol defines one: how sure the map is of a source. */
  readonly confidence?: number;
}

/**
 * Scores one map under several protocols, and does what they share once: the resized map, the truth,
 * order statistics and counts.
 *
 * Eq. (8) of Oya et al. 2020 for the pixels that each protocol switches on. Values are taken in single
 * precision, as the published evaluators do.
 *
 * @param map - `[height, width]` of any size, finite, as the model made it
 * @param annotation - what people marked
 * @param protocols - at least one: of `publishedProtocols`, or your own
 * @returns one score for each protocol, in their order; the caller's own
 * @throws TypeError if the map or a mask is not an ndarray; RangeError if the map is not
 * two-dimensional, finite and within ±1e37, the annotation is as `truthMap` refuses it, or a protocol
 * holds an unknown word or number
 * @example
 * ```ts
 * import ndarray from "ndarray";
 * import { publishedProtocols, scoreUnder } from "@ssl/metrics-ciou";
 *
 * const map = ndarray([0.9, 0.7, 0.1, 0.2], [2, 2]);
 * const boxes = [{ left: 0, top: 0, right: 1, bottom: 0.4 }];
 * const annotation = { annotators: [boxes], frame: { height: 1, width: 1 }, consensus: 1 };
 * const scores = scoreUnder(map, annotation, publishedProtocols);
 * publishedProtocols.forEach(({ id }, i) => console.log(id, scores[i]?.ciou.toFixed(3)));
 * ```
 */
export function scoreUnder(
  map: Grid,
  annotation: Annotation,
  protocols: readonly Protocol[],
): ProtocolSample[] {
  checkProtocols("scoreUnder", protocols);
  return measureUnder("scoreUnder", map, annotation, protocols).map(({ on: _, ...score }) => score);
}
