import { levelOf } from "./check-protocol.ts";
import { leastOn } from "./least-on.ts";
import type { ConfidenceRule, Protocol, ThresholdLevel } from "./protocol.ts";
import { readMap } from "./read-map.ts";
import { type Brackets, type GivenMap, type ResizedMap, resizedMap } from "./resized-map.ts";
import { thresholds } from "./thresholds.ts";
import { type TruthRegions, truthRegions } from "./truth-regions.ts";
import type { Annotation, Grid, MapSize } from "./types.ts";
import { type ValueScale, valueScale } from "./value-scale.ts";

/** What one protocol makes of one map. */
export interface Measurement {
  readonly ciou: number;
  readonly curve?: Float64Array;
  readonly confidence?: number;
  /** Pixels on. */
  readonly on: number;
}

const levels = thresholds();

/** What checked protocols make of one map; every step that two of them share is done once. */
export function measureUnder(
  caller: string,
  map: Grid,
  annotation: Annotation,
  protocols: readonly Protocol[],
): Measurement[] {
  const source = sourceOf(caller, map);
  const truths = new Map<string, TruthRegions>();
  const truthOf = (protocol: Protocol): TruthRegions =>
    once(truths, `${protocol.truth} ${sizeKey(protocol.size)}`, () =>
      truthRegions(caller, annotation, protocol),
    );
  const alike = new Map<string, Protocol[]>();
  for (const protocol of protocols) {
    truthOf(protocol);
    once(alike, `${protocol.upsampling} ${sizeKey(protocol.size)}`, () => []).push(protocol);
  }
  const longestArea = Math.max(
    4,
    ...[...truths.values()].flatMap((truth) =>
      truth.levels.map(({ rectangles }) => rectangles.length),
    ),
  );
  const brackets: Brackets = new Map();
  const measured = new Map<Protocol, Measurement>();
  for (const group of alike.values()) {
    const { upsampling, size } = group[0]!;
    const resized = resizedMap(source, upsampling, size, longestArea, brackets);
    const measure = measurement(resized, size);
    for (const protocol of group) measured.set(protocol, measure(protocol, truthOf(protocol)));
  }
  return protocols.map((protocol) => measured.get(protocol)!);
}

/** Twice it, and differences, are still finite in single precision. */
const LARGEST = 1e37;

function sourceOf(caller: string, map: Grid): GivenMap {
  const { height, width, values } = readMap(caller, "map", map);
  let least = Infinity;
  let greatest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = Math.fround(values[i]!);
    if (Math.abs(value) > LARGEST) {
      throw new RangeError(
        `${caller}: expected values of map within ±${LARGEST}, got ${values[i]} ` +
          `at [${Math.floor(i / width)}, ${i % width}]. Maps are scored in single precision.`,
      );
    }
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return { height, width, values, least, greatest };
}

/** Measures one resized map under several protocols. */
function measurement(
  map: ResizedMap,
  { height, width }: MapSize,
): (protocol: Protocol, truth: TruthRegions) => Measurement {
  const { pixels, range } = map;
  const whole = Int32Array.of(0, 0, width, height);
  const measured = new Map<string, { ciou: number; on: number }>();
  const half = Math.floor(pixels / 2);

  /** A level of normalised values, and about which value of the map's own has it. */
  function numberOf(
    level: ThresholdLevel,
    truth: TruthRegions,
    scale: ValueScale,
  ): { level: number; near: number } {
    if (typeof level === "number") {
      return { level: Math.fround(level), near: scale.original(level) };
    }
    const adaptive = level === "as many as the truth" && truth.area > 0;
    const near = map.orderStatistic(adaptive ? pixels - truth.area : half);
    const upper = scale.normalised(near);
    if (level !== "median" || pixels % 2 === 1) return { level: upper, near };
    const lower = scale.normalised(map.orderStatistic(half - 1));
    return { level: Math.fround((lower + upper) / 2), near };
  }

  /** The least value that is on by a protocol's rule, at the given level. */
  function cutAt(
    wanted: ThresholdLevel,
    { threshold, normalisation }: Protocol,
    truth: TruthRegions,
  ): number {
    const scale = valueScale(normalisation, range);
    const { level, near } = numberOf(wanted, truth, scale);
    const isOn = (value: number): boolean => {
      const normalised = scale.normalised(value);
      if ("atLeast" in threshold) return normalised >= level;
      return normalised > level || normalised >= (threshold.orAtLeast ?? Infinity);
    };
    return leastOn(isOn, range.least, range.greatest, near);
  }

  /** Consensus IoU and number of pixels on, for each of several cuts. */
  function measuredFrom(
    cuts: ArrayLike<number>,
    truth: TruthRegions,
  ): { ciou: Float64Array; on: Int32Array } {
    const on = map.countsFrom(whole, cuts);
    const ciou = new Float64Array(cuts.length);
    const outside = on.slice();
    for (const { value, rectangles } of truth.levels) {
      const inside = map.countsFrom(rectangles, cuts);
      for (let i = 0; i < ciou.length; i++) {
        ciou[i]! += value * inside[i]!;
        outside[i]! -= inside[i]!;
      }
    }
    for (let i = 0; i < ciou.length; i++) ciou[i]! /= truth.marked + outside[i]!;
    return { ciou, on };
  }

  function measuredAt(cut: number, truth: TruthRegions): { ciou: number; on: number } {
    const { ciou, on } = measuredFrom([cut], truth);
    return { ciou: ciou[0]!, on: on[0]! };
  }

  function confidenceOf({ topShare, from, to }: ConfidenceRule): number {
    const count = Math.max(Math.floor(topShare * pixels), 1);
    return (map.meanOfTop(count) - from) / (to - from);
  }

  const confidences = new Map<string, number>();
  return (protocol, truth) => {
    const { summary, confidence } = protocol;
    const cut = cutAt(levelOf(protocol.threshold), protocol, truth);
    const key = `${protocol.truth} ${cut}`;
    return {
      ...once(measured, key, () => measuredAt(cut, truth)),
      ...(summary === "paper" && {
        curve: measuredFrom(
          levels.map((level) => cutAt(level, protocol, truth)),
          truth,
        ).ciou,
      }),
      ...(confidence && {
        confidence: once(confidences, JSON.stringify(confidence), () => confidenceOf(confidence)),
      }),
    };
  };
}

function sizeKey({ height, width }: MapSize): string {
  return `${height} × ${width}`;
}

function once<K, V>(made: Map<K, V>, key: K, make: () => V): V {
  let value = made.get(key);
  if (value === undefined) {
    value = make();
    made.set(key, value);
  }
  return value;
}
