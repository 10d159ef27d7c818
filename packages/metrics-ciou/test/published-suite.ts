import { expectClose } from "@ssl/testing";
import { describe, expect, test } from "vitest";
import {
  addToScoreSet,
  emptyScoreSet,
  type Protocol,
  publishedProtocols,
  type ScoreSet,
  scoreSetSummary,
  type Upsampling,
} from "../src/index.ts";
import { type Measurement, measureUnder } from "../src/measure-under.ts";
import { resizedMap } from "../src/resized-map.ts";
import { annotationOf, mapOf, type PublishedCase, published } from "./published-vectors.ts";

const interpolators: Readonly<Record<string, Upsampling>> = {
  cv2_linear: "bilinear as in OpenCV",
  torch_bilinear_ac_false: "bilinear",
  torch_bilinear_ac_true: "bilinear, corners aligned",
  cv2_cubic: "bicubic",
  torch_bicubic_ac_false: "bicubic",
  torch_bicubic_ac_true: "bicubic, corners aligned",
};

/** Where pixels nearly tie, float32 rounding in another order moves one across the threshold. */
const CIOU = { rtol: 0, atol: 2e-4 };
/** The same for means over a set; 1e-7 for the other protocols. */
const MEANS: Readonly<Record<string, number>> = { "slavc-rel": 3e-6, "slavc-abs": 1e-6 };
const ADAPTIVE = "-adap";

/** Holds every protocol against the published evaluators' results for 61 maps. */
export function publishedSuite(): void {
  describe.each(published.cases)("$id", (sample) => {
    test.each(publishedProtocols)("under $id", (protocol) => {
      const expected = expectedUnder(protocol, sample);
      if (!expected) return;
      const { ciou, on, curve, confidence } = measuredUnder(protocol, sample);
      expectClose([ciou], [expected.ciou], CIOU);
      expect(Math.abs(on - (expected.on ?? on))).toBeLessThanOrEqual(
        sample.id === "ties14_0" && protocol.id === "sslalign-torch-adap" ? 7 : 2,
      );
      expect(curve?.length).toBe(expected.curve?.length);
      if (curve && expected.curve) expectClose(curve, expected.curve, CIOU);
      if (expected.confidence !== undefined) {
        expectClose([confidence ?? Number.NaN], [expected.confidence], { rtol: 0, atol: 1e-6 });
      }
    });

    test.each(Object.keys(interpolators))("resized as by %s", (interpolator) => {
      const wanted = sample.upsample_probe?.[interpolator];
      if (!wanted) return;
      const { data, shape } = mapOf(sample);
      const [height, width] = shape as [number, number];
      const given = {
        height,
        width,
        values: Float64Array.from(data),
        least: Math.min(...data),
        greatest: Math.max(...data),
      };
      const size = { height: 224, width: 224 };
      const { values } = resizedMap(
        given,
        interpolators[interpolator]!,
        size,
        { area: 4, cuts: 1 },
        new Map(),
      );
      const probes = published.probes_yx.map(([y, x]) => values[224 * y + x]!);
      expectClose(probes, wanted, { rtol: 0, atol: 2e-6 });
    });
  });

  describe.each(published.datasets)("the numbers of $name", ({ case_ids, expect: expected }) => {
    test.each(publishedProtocols)("under $id", (protocol) => {
      const numbers = expected[protocol.id.replaceAll("-", "_")];
      if (!numbers || case_ids.some((id) => isFragile(id, protocol))) return;
      const set = published.cases
        .filter(({ id }) => case_ids.includes(id))
        .reduce((all, sample) => {
          const { on: _, ...score } = measuredUnder(protocol, sample);
          return addToScoreSet(all, score);
        }, emptyScoreSet(protocol));
      const { counted, averaged } = numbersOf(set);
      expectClose(
        counted.map(([mine]) => mine),
        counted.map(([, key]) => numbers[key]!),
        {
          rtol: 0,
          atol: 1e-9,
        },
      );
      expectClose(
        averaged.map(([mine]) => mine),
        averaged.map(([, key]) => numbers[key]!),
        {
          rtol: 0,
          atol: MEANS[protocol.id] ?? 1e-7,
        },
      );
    });
  });

  test("no case is left out but the fragile ones", () => {
    const left = published.cases.flatMap((sample) =>
      publishedProtocols
        .filter((protocol) => !expectedUnder(protocol, sample))
        .filter(({ id }) => sample.expect[evaluatorOf(id)])
        .map(({ id }) => `${sample.id} ${id}`),
    );
    expect(left).toEqual([
      "edge_const05 ezvsl",
      "edge_const05 slavc-rel",
      "edge_const_neg slavc-rel",
      "edge_const_neg sslalign-torch",
      "edge_const_neg sslalign-torch-adap",
      "edge_allones ezvsl",
      "edge_allones slavc-rel",
    ]);
  });
}

function evaluatorOf(id: string): string {
  return id.replace(ADAPTIVE, "").replaceAll("-", "_");
}

function isFragile(id: string, protocol: Protocol): boolean {
  const evaluator = evaluatorOf(protocol.id);
  return published.fragile.pairs.some((pair) => pair[0] === id && pair[1] === evaluator);
}

/** What a case's evaluator found, if there is something to be held against it. */
function expectedUnder(protocol: Protocol, sample: PublishedCase) {
  const found = sample.expect[evaluatorOf(protocol.id)];
  if (!found || isFragile(sample.id, protocol)) return undefined;
  const defined = (value: number | null | undefined): number => value ?? Number.NaN;
  if (protocol.id.endsWith(ADAPTIVE)) {
    return { ciou: defined(found.ciou_adap), on: found.pred_px_adap };
  }
  if (protocol.summary === "paper") {
    return { ciou: defined(found.ciou_at_0_5), curve: found.curve?.map(defined) };
  }
  return { ciou: defined(found.ciou), on: found.pred_px, confidence: found.conf };
}

const measured = new Map<string, Measurement[]>();

function measuredUnder(protocol: Protocol, sample: PublishedCase): Measurement {
  let all = measured.get(sample.id);
  if (!all) {
    all = measureUnder("test", mapOf(sample), annotationOf(sample), publishedProtocols);
    measured.set(sample.id, all);
  }
  return all[publishedProtocols.indexOf(protocol)]!;
}

type Numbers = readonly (readonly [mine: number, key: string])[];

function numbersOf(set: ScoreSet): { counted: Numbers; averaged: Numbers } {
  const summary = scoreSetSummary(set);
  if (summary.summary === "success") {
    return {
      counted: [
        [summary.ciou50, "ciou50"],
        [summary.auc, "auc"],
        [summary.nan, "n_nan"],
      ],
      averaged: [[summary.meanCiou, "mean_ciou"]],
    };
  }
  return {
    counted: [
      [summary.successAtHalf, "reading_B_success_at_0_5"],
      [summary.successAuc, "reading_B_success_auc"],
      [summary.nan, "n_nan"],
    ],
    averaged: [
      [summary.meanAtHalf, "reading_A_mean_at_tau_0_5"],
      [summary.aucOfMean, "reading_A_auc_of_mean_curve"],
    ],
  };
}
