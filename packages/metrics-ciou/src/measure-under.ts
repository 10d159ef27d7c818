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

const levels = [...thresholds()];
/** Where 0.5 stands among them. */
const AT_HALF = 10;

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
    const room = { area: longestArea, cuts: levels.length * group.length };
    const map = resizedMap(source, upsampling, size, room, brackets);
    measureGroup(map, size, group, truthOf).forEach((measurement, i) => {
      measured.set(group[i]!, measurement);
    });
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

/** Measures one resized map under the protocols that resize it so. */
function measureGroup(
  map: ResizedMap,
  { height, width }: MapSize,
  protocols: readonly Protocol[],
  truthOf: (protocol: Protocol) => TruthRegions,
): Measurement[] {
  const { pixels, range } = map;
  const whole = Int32Array.of(0, 0, width, height);
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
    cuts: readonly number[],
    truth: TruthRegions,
  ): Map<number, { ciou: number; on: number }> {
    const on = map.countsFrom(whole, cuts);
    const hit = new Float64Array(cuts.length);
    const outside = on.slice();
    for (const { value, rectangles } of truth.levels) {
      const inside = map.countsFrom(rectangles, cuts);
      for (let i = 0; i < cuts.length; i++) {
        hit[i]! += value * inside[i]!;
        outside[i]! -= inside[i]!;
      }
    }
    return new Map(
      cuts.map((cut, i) => {
        const ciou = hit[i]! / (truth.marked + outside[i]!);
        return [cut, { ciou, on: on[i]! }];
      }),
    );
  }

  function confidenceOf({ topShare, from, to }: ConfidenceRule): number {
    const count = Math.max(Math.floor(topShare * pixels), 1);
    return (map.meanOfTop(count) - from) / (to - from);
  }

  // All cuts of one truth are counted together.
  const wanted = new Map<TruthRegions, Set<number>>();
  const cutsOf = protocols.map((protocol) => {
    const truth = truthOf(protocol);
    const own = protocol.summary === "paper" ? levels : [levelOf(protocol.threshold)];
    const cuts = Array.from<ThresholdLevel, number>(own, (level) => cutAt(level, protocol, truth));
    const all = once(wanted, truth, () => new Set());
    for (const cut of cuts) all.add(cut);
    return cuts;
  });
  const found = new Map(
    [...wanted].map(([truth, cuts]) => [truth, measuredFrom([...cuts], truth)]),
  );
  const confidences = new Map<string, number>();
  return protocols.map((protocol, i) => {
    const { summary, confidence } = protocol;
    const each = cutsOf[i]!.map((cut) => found.get(truthOf(protocol))!.get(cut)!);
    return {
      ...each[summary === "paper" ? AT_HALF : 0]!,
      ...(summary === "paper" && { curve: Float64Array.from(each, ({ ciou }) => ciou) }),
      ...(confidence && {
        confidence: once(confidences, JSON.stringify(confidence), () => confidenceOf(confidence)),
      }),
    };
  });
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
