import { expectClose, readGolden } from "@ssl/testing";
import ndarray, { type NdArray } from "ndarray";
import { describe, expect, test } from "vitest";
import {
  type Box,
  consensusMap,
  divideByMax,
  minMax,
  type SampleScore,
  scoreSample,
  summarize,
  upsampleMap,
} from "../src/index.ts";

const evaluators = ["oya_minmax_224", "oya_max_224", "oya_minmax_256"] as const;
type Evaluator = (typeof evaluators)[number];
type Heatmap =
  | { readonly h: number; readonly w: number; readonly data: number[] }
  | {
      readonly h: number;
      readonly w: number;
      readonly generator: { readonly terms: [number, number, number, number][] };
    };
interface Case {
  readonly id: string;
  readonly format: "flickr" | "vggss" | "is3" | "silent";
  readonly heatmap: Heatmap;
  readonly annotators_256: [number, number, number, number][][];
  readonly gt_paper_224: { readonly sum: number; readonly zero: number };
  readonly gt_paper_256: { readonly sum: number; readonly zero: number };
  readonly upsample_probe?: { readonly torch_bilinear_ac_false: number[] };
  readonly expect: Record<Evaluator, { readonly curve: (number | null)[] }>;
}

interface Readings {
  readonly reading_A_mean_at_tau_0_5: number;
  readonly reading_A_auc_of_mean_curve: number;
  readonly reading_B_success_at_0_5: number;
  readonly reading_B_success_auc: number;
  readonly n_nan: number;
}

const golden = readGolden<{
  probes_yx: [number, number][];
  cases: Case[];
  datasets: { name: string; case_ids: string[]; expect: Record<Evaluator, Readings> }[];
}>("published-protocols", import.meta.url);
const close = { rtol: 0, atol: 2e-4 };
const cases = golden.cases.filter(({ format }) => format === "flickr");
const core = golden.datasets.find(({ name }) => name === "flickr_core")!;

function heatmapOf(heatmap: Heatmap): NdArray<Float32Array> {
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

/** The published evaluators cut edges to whole pixels; boxes that vanish are dropped. */
function truthOf({ annotators_256 }: Case, side: number): NdArray<Float32Array> {
  const scaled = (edge: number): number => Math.floor((edge * side) / 256);
  const annotators = annotators_256.map((boxes) =>
    boxes
      .map(
        ([left, top, right, bottom]): Box => ({
          left: scaled(left),
          top: scaled(top),
          right: scaled(right),
          bottom: scaled(bottom),
        }),
      )
      .filter(({ left, top, right, bottom }) => left < right && top < bottom),
  );
  return consensusMap(annotators, { height: side, width: side });
}

function scoreOf(sample: Case, evaluator: Evaluator): SampleScore {
  const side = evaluator.endsWith("256") ? 256 : 224;
  const normalise = evaluator.startsWith("oya_max") ? divideByMax : minMax;
  const map = upsampleMap(heatmapOf(sample.heatmap), { height: side, width: side });
  return scoreSample(normalise(map), truthOf(sample, side));
}

describe.each(cases)("$id", (sample) => {
  test("has the published ground truth", () => {
    for (const [side, { sum, zero }] of [
      [224, sample.gt_paper_224],
      [256, sample.gt_paper_256],
    ] as const) {
      const { data } = truthOf(sample, side);
      const total = data.reduce((running, value) => running + value, 0);
      expect(Math.abs(total - sum)).toBeLessThan(0.01);
      expect(data.filter((value) => value === 0).length).toBe(zero);
    }
  });

  test("is upsampled as by PyTorch with align_corners=False", () => {
    const heatmap = heatmapOf(sample.heatmap);
    const map = upsampleMap(heatmap, { height: 224, width: 224 });
    if (sample.upsample_probe === undefined) {
      expect(map.data).toEqual(heatmap.data); // it has that size already
    } else {
      const probes = golden.probes_yx.map(([y, x]) => map.get(y, x));
      expectClose(probes, sample.upsample_probe.torch_bilinear_ac_false, { rtol: 0, atol: 2e-6 });
    }
  });

  test.each(evaluators)("has the curve of %s", (evaluator) => {
    const { curve } = scoreOf(sample, evaluator);
    const expected = sample.expect[evaluator].curve.map((value) => value ?? Number.NaN);
    expectClose(curve, expected, close);
  });
});

test.each(evaluators)("the 29 core maps have both readings' numbers under %s", (evaluator) => {
  const samples = cases.filter(({ id }) => core.case_ids.includes(id));
  const summary = summarize(samples.map((sample) => scoreOf(sample, evaluator)));
  const expected = core.expect[evaluator];
  expect(summary.count).toBe(29);
  expect(summary.undefinedCount).toBe(expected.n_nan);
  expectClose(
    [summary.paper.ciou, summary.paper.auc, summary.success.ciou, summary.success.auc],
    [
      expected.reading_A_mean_at_tau_0_5,
      expected.reading_A_auc_of_mean_curve,
      expected.reading_B_success_at_0_5,
      expected.reading_B_success_auc,
    ],
    close,
  );
});
