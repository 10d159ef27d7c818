import { expectClose } from "@ssl/testing";
import type { NdArray } from "ndarray";
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
import { mapOf, type PublishedCase, published } from "./published-vectors.ts";

// The paper's reading once more, through the functions that take maps step by step.

const evaluators = ["oya_minmax_224", "oya_max_224", "oya_minmax_256"] as const;
type Evaluator = (typeof evaluators)[number];
const close = { rtol: 0, atol: 2e-4 };
const cases = published.cases.filter(({ format }) => format === "flickr");
const core = published.datasets.find(({ name }) => name === "flickr_core")!;

/** The published evaluators cut edges to whole pixels; boxes that vanish are dropped. */
function truthOf({ annotators_256 = [] }: PublishedCase, side: number): NdArray<Float32Array> {
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

function scoreOf(sample: PublishedCase, evaluator: Evaluator): SampleScore {
  const side = evaluator.endsWith("256") ? 256 : 224;
  const normalise = evaluator.startsWith("oya_max") ? divideByMax : minMax;
  const map = upsampleMap(mapOf(sample), { height: side, width: side });
  return scoreSample(normalise(map), truthOf(sample, side));
}

describe.each(cases)("$id", (sample) => {
  test("has the published ground truth", () => {
    for (const [side, { sum, zero }] of [
      [224, sample.gt_paper_224!],
      [256, sample.gt_paper_256!],
    ] as const) {
      const { data } = truthOf(sample, side);
      const total = data.reduce((running, value) => running + value, 0);
      expect(Math.abs(total - sum)).toBeLessThan(0.01);
      expect(data.filter((value) => value === 0).length).toBe(zero);
    }
  });

  test("is upsampled as by PyTorch with align_corners=False", () => {
    const heatmap = mapOf(sample);
    const map = upsampleMap(heatmap, { height: 224, width: 224 });
    if (sample.upsample_probe === undefined) {
      expect(map.data).toEqual(heatmap.data); // it has that size already
    } else {
      const probes = published.probes_yx.map(([y, x]) => map.get(y, x));
      expectClose(probes, sample.upsample_probe.torch_bilinear_ac_false!, { rtol: 0, atol: 2e-6 });
    }
  });

  test.each(evaluators)("has the curve of %s", (evaluator) => {
    const { curve } = scoreOf(sample, evaluator);
    const expected = sample.expect[evaluator]!.curve!.map((value) => value ?? Number.NaN);
    expectClose(curve, expected, close);
  });
});

test.each(evaluators)("the 29 core maps have both readings' numbers under %s", (evaluator) => {
  const samples = cases.filter(({ id }) => core.case_ids.includes(id));
  const summary = summarize(samples.map((sample) => scoreOf(sample, evaluator)));
  const expected = core.expect[evaluator]!;
  expect(summary.count).toBe(29);
  expect(summary.undefinedCount).toBe(expected.n_nan);
  expectClose(
    [summary.paper.ciou, summary.paper.auc, summary.success.ciou, summary.success.auc],
    [
      expected.reading_A_mean_at_tau_0_5!,
      expected.reading_A_auc_of_mean_curve!,
      expected.reading_B_success_at_0_5!,
      expected.reading_B_success_auc!,
    ],
    close,
  );
});
