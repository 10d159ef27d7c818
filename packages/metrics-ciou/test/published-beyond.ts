import { readGolden } from "@ssl/testing";
import ndarray, { type NdArray } from "ndarray";
import { upsampleMap } from "../src/index.ts";

/** Scores of `extendedScores` by the names that SLAVC's evaluator gives them. */
type ExtendedNumbers = Readonly<Record<string, number | number[]>>;

interface Case {
  readonly id: string;
  readonly name: string;
  readonly heatmap: { readonly h: number; readonly w: number; readonly data: number[] };
  readonly annotators_256?: readonly (readonly (readonly number[])[])[];
  readonly boxes_norm?: readonly (readonly number[])[];
  readonly boxes_224?: readonly (readonly number[])[];
  readonly gt_peer_224: { readonly sum: number };
  readonly expect: Readonly<
    Record<
      string,
      { readonly ciou: number; readonly ciou_adap?: number; readonly conf?: number } | undefined
    >
  >;
}

interface ExtendedBlock {
  readonly case_ids: string[];
  readonly expect: ExtendedNumbers;
  readonly precision_at_50_strict: number;
  readonly f1_at_50_default_conf: number;
}

/** What published evaluators make of sets of samples. */
export const published: {
  readonly cases: readonly Case[];
  readonly slavc_extended: { readonly relative: ExtendedBlock; readonly absolute: ExtendedBlock };
  readonly interactive: {
    readonly case_ids: string[];
    readonly expect: Readonly<Record<string, number>>;
  };
  readonly avsbench: {
    readonly case_ids: string[];
    readonly iou: number[];
    readonly miou: number;
    readonly f_max_global: number;
    readonly f_official_by_batch_size: Readonly<Record<string, number>>;
  };
  readonly negatives: {
    readonly threshold: number;
    readonly positive_ids: string[];
    readonly negative_ids: string[];
    readonly pIA: number[];
    readonly iou_pos_neg: number[];
    readonly ciou_pos: number[];
    readonly mean_pIA_pct: number;
    readonly AUC_N_pct: number;
    readonly mean_ciou_pct: number;
    readonly AUC_pct: number;
    readonly F_loc: number;
    readonly F_auc: number;
  };
  readonly acl_none_threshold_leak: {
    readonly case_ids: string[];
    readonly by_batch_size: Readonly<Record<string, { ciou50: number; auc: number }>>;
  };
} = readGolden("published-protocols", import.meta.url);

/** The cases with these ids, in this order. */
export function casesOf(ids: readonly string[]): readonly Case[] {
  return ids.map((id) => {
    const found = published.cases.find((sample) => sample.id === id);
    if (!found) throw new Error(`no case ${id}`);
    return found;
  });
}

/** A case's map, upsampled to 224 × 224 and not normalised. */
export function mapOf({ heatmap: { h, w, data } }: Case): NdArray<Float32Array> {
  return upsampleMap(ndarray(Float32Array.from(data), [h, w]), { height: 224, width: 224 });
}

/** A case's truth as the published evaluators draw it: boxes counted, over `consensus`, at most 1. */
export function truthOf(sample: Case): NdArray<Float32Array> {
  const truth = ndarray(new Float32Array(224 * 224), [224, 224]);
  const draw = (boxes: readonly (readonly number[])[], frame: number, vote: number): void => {
    for (const box of boxes) {
      const [left, top, right, bottom] = box.map((edge) =>
        Math.trunc((224 * Math.min(Math.max(edge, 0), frame)) / frame),
      );
      for (let y = top!; y < bottom!; y++) {
        for (let x = left!; x < right!; x++) truth.set(y, x, Math.min(truth.get(y, x) + vote, 1));
      }
    }
  };
  draw(sample.annotators_256?.flat() ?? [], 256, 0.5);
  draw(sample.boxes_norm ?? [], 1, 1);
  draw(sample.boxes_224 ?? [], 224, 1);
  return truth;
}
