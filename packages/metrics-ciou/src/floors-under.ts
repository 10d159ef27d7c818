import { checkProtocols, levelOf } from "./check-protocol.ts";
import { discSpans } from "./disc-spans.ts";
import type { Protocol, ThresholdRule } from "./protocol.ts";
import type { ProtocolSample } from "./score-under.ts";
import { thresholds } from "./thresholds.ts";
import { type TruthRegions, truthRegions } from "./truth-regions.ts";
import type { Annotation } from "./types.ts";

/** Made once: floors are made for every sample. */
const LEVELS = /* @__PURE__ */ thresholds();

/** What maps score under one protocol that needed no model. */
export interface FloorSamples {
  /** Every pixel on. */
  readonly allOn: ProtocolSample;
  /** A disc in the middle over half of the picture. */
  readonly centreDisc: ProtocolSample;
  /** The largest disc in the middle that has no more pixels than the truth has with G > 0. */
  readonly oracleDisc: ProtocolSample;
  /** What uniform noise can expect. */
  readonly noise: ProtocolSample;
}

/**
 * What all pixels on, discs in the middle of the picture, and noise score against one truth.
 *
 * Not in the paper. The first three are sets of pixels at the truth's size, as `centreDisc` makes
 * them, and pass by the threshold rule; where the summary takes all thresholds they are maps of 0 and
 * 1. Noise is uniform in 0…1 after the protocol's normalisation, and its score the ratio of the
 * expectations, p Σ G / (Σ G + p · #{G = 0}), of which p is the share of its pixels that the rule
 * keeps: 1 − t above a number t, one half from the median, and the truth's share of the pixels where
 * as many are kept.
 *
 * @param annotation - what people marked
 * @param protocols - at least one
 * @returns the floors under each protocol, in their order; the caller's own
 * @throws TypeError if a mask is not an ndarray; RangeError if the annotation is as `truthMap` refuses
 * it, or a protocol holds an unknown word or number
 * @example
 * ```ts
 * import { floorsUnder, publishedProtocols } from "@ssl/metrics-ciou";
 *
 * const boxes = [{ left: 0.2, top: 0.2, right: 0.8, bottom: 0.9 }];
 * const annotation = { annotators: [boxes], frame: { height: 1, width: 1 }, consensus: 1 };
 * const floors = floorsUnder(annotation, publishedProtocols);
 * publishedProtocols.forEach(({ id }, i) =>
 *   console.log(id, floors[i]?.centreDisc.ciou.toFixed(3)),
 * );
 * ```
 */
export function floorsUnder(
  annotation: Annotation,
  protocols: readonly Protocol[],
): FloorSamples[] {
  checkProtocols("floorsUnder", protocols);
  const shared = new Map<string, TruthFloors>();
  return protocols.map((protocol) => {
    const { truth, size } = protocol;
    const key = `${truth} ${size.height} × ${size.width}`;
    let floors = shared.get(key);
    if (!floors) {
      floors = truthFloors(truthRegions("floorsUnder", annotation, protocol));
      shared.set(key, floors);
    }
    return underProtocol(floors, protocol);
  });
}

/** What the floors of one truth are made of. */
interface TruthFloors {
  readonly truth: TruthRegions;
  readonly all: number;
  readonly half: number;
  readonly oracle: number;
}

function truthFloors(truth: TruthRegions): TruthFloors {
  const { height, width } = truth.size;
  const pixels = height * width;
  return {
    truth,
    all: truth.marked / (truth.marked + pixels - truth.area),
    half: discIou(truth, discSpans(truth.size, Math.round(pixels / 2), true)),
    oracle: discIou(truth, discSpans(truth.size, truth.area, false)),
  };
}

function discIou(truth: TruthRegions, spans: Int32Array): number {
  let outside = 0;
  for (let i = 0; i < spans.length; i += 2) outside += spans[i + 1]! - spans[i]!;
  let hit = 0;
  for (const { value, rectangles } of truth.levels) {
    for (let i = 0; i < rectangles.length; i += 4) {
      const left = rectangles[i]!;
      const right = rectangles[i + 2]!;
      for (let y = rectangles[i + 1]!; y < rectangles[i + 3]!; y++) {
        const from = Math.max(left, spans[2 * y]!);
        const shared = Math.min(right, spans[2 * y + 1]!) - from;
        if (shared <= 0) continue;
        hit += value * shared;
        outside -= shared;
      }
    }
  }
  return hit / (truth.marked + outside);
}

function underProtocol(
  { truth, all, half, oracle }: TruthFloors,
  { threshold, summary }: Protocol,
): FloorSamples {
  const pixels = truth.size.height * truth.size.width;
  const noiseIou = (kept: number): number =>
    (kept * truth.marked) / (truth.marked + kept * (pixels - truth.area));
  if (summary === "success") {
    return {
      allOn: { ciou: all },
      centreDisc: { ciou: half },
      oracleDisc: { ciou: oracle },
      noise: { ciou: noiseIou(keptOfNoise(threshold, truth.area, pixels)) },
    };
  }
  // A map of 0 and 1: what is on at a threshold is all of it, its ones, or nothing.
  const none = 0 / truth.marked;
  const atEach = (ciou: number): ProtocolSample => ({
    ciou,
    curve: LEVELS.map((level) => {
      if (isOn(0, threshold, level)) return all;
      return isOn(1, threshold, level) ? ciou : none;
    }),
  });
  return {
    allOn: atEach(all),
    centreDisc: atEach(half),
    oracleDisc: atEach(oracle),
    noise: { ciou: noiseIou(0.5), curve: LEVELS.map((level) => noiseIou(1 - level)) },
  };
}

function isOn(value: 0 | 1, threshold: ThresholdRule, level: number): boolean {
  return "above" in threshold ? value > level : value >= level;
}

function keptOfNoise(threshold: ThresholdRule, area: number, pixels: number): number {
  const level = levelOf(threshold);
  if (typeof level === "number") return Math.min(Math.max(1 - level, 0), 1);
  return level === "as many as the truth" && area > 0 ? area / pixels : 0.5;
}
