import {
  areaUnderCurve,
  floorsUnder,
  type Grid,
  imageArea,
  negativeScores,
  type Protocol,
  scoreUnder,
  thresholds,
  universalThresholds,
} from "@ssl/metrics-ciou";
import { namedStream } from "@ssl/named-streams";
import type { Estimate, NegativeReport } from "@ssl/report";
import { progressLine } from "../progress-line.ts";
import {
  type Clusters,
  clusterMeans,
  clustersOf,
  type Draws,
  differenceOf,
  estimatesOf,
} from "./audit-estimates.ts";
import type { AuditedPicture, RunMaps } from "./run-maps.ts";

/** How negative audio is judged. */
export interface NegativeOptions extends Draws {
  /** Whose truth, size and interpolation is taken, and whose own threshold costs nothing. */
  readonly protocol: Protocol;
  readonly signal: AbortSignal;
}

const KINDS = ["silence", "noise", "off-screen"] as const;
type Kind = (typeof KINDS)[number];

/**
 * Says how still the maps stay when nothing in the picture sounds, at one threshold for all maps, which
 * comes from the maps of one half of the pictures and is used on the other half.
 */
export async function negativeReport(
  { maps, pictures: all }: RunMaps,
  { protocol, seed, resamples, signal }: NegativeOptions,
): Promise<NegativeReport | null> {
  const whole = all.filter((picture) => KINDS.every((kind) => drawsOf(picture, kind).length > 0));
  const { calibrating, judged } = halves(whole, seed);
  if (calibrating.length === 0 || judged.length === 0) return null;
  const line = progressLine({ label: "Negative audio", total: whole.length, unit: "pictures" });
  try {
    const maxima: number[] = [];
    for (const [done, picture] of calibrating.entries()) {
      signal.throwIfAborted();
      // One draw of each, so that the kinds count alike.
      for (const kind of KINDS) maxima.push(greatest(await maps.read(drawsOf(picture, kind)[0]!)));
      line.update(done + 1);
    }
    const threshold = universalThresholds(maxima).thirdQuartile;
    const universal: Protocol = {
      ...protocol,
      normalisation: "none",
      threshold: { above: threshold },
      summary: "success",
    };
    const rows: Row[] = [];
    for (const picture of judged) {
      signal.throwIfAborted();
      const own = await maps.read(picture.sample.id);
      const [free, bound] = scoreUnder(own, picture.annotation, [protocol, universal]);
      const areas: Partial<Record<Kind, number[]>> = {};
      for (const kind of KINDS) {
        const drawn = await Promise.all(drawsOf(picture, kind).map((id) => maps.read(id)));
        areas[kind] = drawn.map((map) => imageArea(map, threshold));
      }
      rows.push({
        free: orZero(free!.ciou),
        bound: orZero(bound!.ciou),
        disc: orZero(floorsUnder(picture.annotation, [protocol])[0]!.centreDisc.ciou),
        areas: areas as Record<Kind, number[]>,
      });
      line.update(calibrating.length + rows.length);
    }
    return judgement(judged, rows, threshold, { seed, resamples });
  } finally {
    line.stop();
  }
}

/** What one picture's maps claim at the universal threshold. */
interface Row {
  /** Consensus IoU at the protocol's own threshold. */
  readonly free: number;
  /** At the universal one. */
  readonly bound: number;
  /** Of a disc in the middle. */
  readonly disc: number;
  /** The share of the picture that is on, for each draw of negative audio. */
  readonly areas: Readonly<Record<Kind, readonly number[]>>;
}

function judgement(
  pictures: readonly AuditedPicture[],
  rows: readonly Row[],
  threshold: number,
  draws: Draws,
): NegativeReport {
  const clusters = clustersOf(pictures.map(groupOf));
  const column = (value: (row: Row) => number): Float64Array =>
    clusterMeans(rows.map(value), clusters);
  const bound = { columns: [column((row) => row.bound)] };
  const free = { columns: [column((row) => row.free)] };
  const [score, cost] = estimatesOf([bound, differenceOf(free, bound)], draws);
  const kinds = KINDS.map((kind) => {
    const area = column(({ areas }) => mean(areas[kind]));
    const still = column(({ areas }) => mean(areas[kind].map(stillness)));
    const [pIA, aucN] = estimatesOf([{ columns: [area] }, { columns: [still] }], draws);
    const discs = negativeScores({ cious: rows.map(({ disc }) => disc), areas: { [kind]: [0.5] } });
    return [
      kind,
      {
        pIA: pIA!,
        aucN: aucN!,
        fLoc: harmonicMean({ ciou: bound.columns[0]!, area, clusters }, draws),
        floors: { pIA: discs.area, aucN: discs.areaAuc, fLoc: discs.fLoc },
      },
    ];
  });
  return {
    kinds: Object.fromEntries(kinds),
    universalThreshold: {
      threshold,
      rule:
        "the third quartile of the greatest values under silence, noise and one off-screen sound, " +
        "of one half of the pictures; used on the other half",
      score: score!,
      cost: cost!,
    },
  };
}

/**
 * F_LOC, the harmonic mean of a mean cIoU and 1 − a mean area. Its interval is that of its linear part:
 * F is homogeneous, so that F = ∂F/∂a · a + ∂F/∂b · b holds without a rest.
 */
function harmonicMean(
  {
    ciou,
    area,
    clusters,
  }: Readonly<Record<"ciou" | "area", Float64Array>> & {
    readonly clusters: Clusters;
  },
  draws: Draws,
): Estimate {
  const [a, b] = [mean(ciou), 1 - mean(area)];
  const slope = (other: number): number => (a + b === 0 ? 0 : 2 * (other / (a + b)) ** 2);
  const [byCiou, byStillness] = [slope(b), slope(a)];
  const linear = { columns: [ciou, area], weights: [byCiou, -byStillness] };
  const [{ value, interval }] = estimatesOf([linear], draws) as [Estimate];
  const [low, high] = interval;
  return {
    value: value + byStillness,
    interval: [low + byStillness, high + byStillness],
    n: clusters.count,
  };
}

/** Two halves of the pictures; those of one group stay together. */
function halves(
  pictures: readonly AuditedPicture[],
  seed: number,
): { calibrating: AuditedPicture[]; judged: AuditedPicture[] } {
  const groups = [...new Set(pictures.map(groupOf))];
  const order = namedStream(seed, "audit-calibration").permutation(groups.length);
  const first = new Set(
    Array.from(order.subarray(0, groups.length >> 1), (place) => groups[place]!),
  );
  return {
    calibrating: pictures.filter((picture) => first.has(groupOf(picture))),
    judged: pictures.filter((picture) => !first.has(groupOf(picture))),
  };
}

function groupOf({ sample: { group, id } }: AuditedPicture): string {
  return group ?? id;
}

function drawsOf({ foreign }: AuditedPicture, kind: Kind): string[] {
  return foreign.filter(({ condition }) => condition === kind).map(({ id }) => id);
}

function greatest({ data }: Grid): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) most = Math.max(most, data[i]!);
  return most;
}

const LEVELS = thresholds();

/** One map's part of AUC_N: the area under whether it claims at most t, over t. */
function stillness(area: number): number {
  return areaUnderCurve(
    LEVELS.map((most) => Number(area <= most)),
    LEVELS,
  );
}

/** Where nothing is marked and nothing is on, nothing is found. */
function orZero(ciou: number): number {
  return Number.isNaN(ciou) ? 0 : ciou;
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}
