import { readGolden } from "@ssl/testing";
import ndarray, { type NdArray } from "ndarray";
import type { Annotation, Box } from "../src/index.ts";

type Edges = [left: number, top: number, right: number, bottom: number];
type Heatmap = { readonly h: number; readonly w: number } & (
  | { readonly data: number[] }
  | { readonly generator: { readonly terms: [number, number, number, number][] } }
);

/** What an evaluator made of one map; `null` is NaN. */
interface PublishedScore {
  readonly ciou?: number | null;
  readonly pred_px?: number;
  readonly ciou_adap?: number | null;
  readonly pred_px_adap?: number;
  readonly conf?: number;
  readonly ciou_at_0_5?: number | null;
  readonly curve?: (number | null)[];
}

/** One of the 61 maps. */
export interface PublishedCase {
  readonly id: string;
  readonly format: "flickr" | "vggss" | "is3" | "silent";
  readonly heatmap: Heatmap;
  readonly annotators_256?: Edges[][];
  readonly boxes_norm?: Edges[];
  readonly boxes_224?: Edges[];
  readonly gt_peer_224: { sum: number; zero: number; half: number; one: number };
  readonly gt_paper_224?: { sum: number; zero: number };
  readonly gt_paper_256?: { sum: number; zero: number };
  readonly upsample_probe?: Readonly<Record<string, number[]>>;
  readonly expect: Readonly<Record<string, PublishedScore>>;
}

/** A set of the cases with the numbers of the whole. */
export interface PublishedSet {
  readonly name: string;
  readonly case_ids: string[];
  readonly expect: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The golden file. */
export const published: {
  readonly fragile: { readonly pairs: [string, string][] };
  readonly probes_yx: [number, number][];
  readonly cases: PublishedCase[];
  readonly datasets: PublishedSet[];
  readonly acl_none_threshold_leak: {
    readonly case_ids: string[];
    readonly by_batch_size: Readonly<Record<string, { ciou50: number; auc: number }>>;
  };
} = readGolden("published-protocols", import.meta.url);

/** A case's map. */
export function mapOf({ heatmap }: PublishedCase): NdArray<Float32Array> {
  const { h, w } = heatmap;
  if ("data" in heatmap) return ndarray(Float32Array.from(heatmap.data), [h, w]);
  const values = Float32Array.from({ length: h * w }, (_, i) =>
    heatmap.generator.terms.reduce((sum, [amplitude, fx, fy, phase]) => {
      const turn = (fx * (i % w) + fy * Math.floor(i / w)) / w;
      return sum + amplitude * Math.cos(2 * Math.PI * turn + phase);
    }, 0),
  );
  return ndarray(values, [h, w]);
}

/** What people marked in a case's picture. */
export function annotationOf(sample: PublishedCase): Annotation {
  const { annotators_256, boxes_norm, boxes_224 } = sample;
  if (annotators_256)
    return { annotators: annotators_256.map(boxesOf), frame: square(256), consensus: 2 };
  const frame = square(boxes_norm ? 1 : 224);
  return { annotators: [boxesOf(boxes_norm ?? boxes_224 ?? [])], frame, consensus: 1 };
}

function boxesOf(boxes: readonly Edges[]): Box[] {
  return boxes.map(([left, top, right, bottom]) => ({ left, top, right, bottom }));
}

function square(side: number): { height: number; width: number } {
  return { height: side, width: side };
}
