import { expectClose } from "@ssl/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskFCurve, maskFScore, maskIou, minMax } from "../src/index.ts";
import { casesOf, mapOf, published, truthOf } from "./published-beyond.ts";
import { row } from "./row.ts";

describe("the published numbers of AVSBench are met:", () => {
  const { avsbench } = published;
  const pairs = casesOf(avsbench.case_ids).map((sample) => ({
    map: minMax(mapOf(sample)),
    truth: truthOf(sample),
  }));
  const curves = pairs.map(({ map, truth }) => maskFCurve(map, truth));

  test("each IoU, that of an empty mask too, and their mean", () => {
    const ious = pairs.map(({ map, truth }) => maskIou(map, truth, 0.5));
    expectClose(ious, avsbench.iou, { rtol: 0, atol: 1e-6 });
    const mean = ious.reduce((sum, iou) => sum + iou, 0) / ious.length;
    expectClose([mean], [avsbench.miou], { rtol: 0, atol: 1e-6 });
  });

  test("the F-score of the whole set, from its ten samples with a mask", () => {
    const { score, count, threshold, curve } = maskFScore(curves);
    expectClose([score], [avsbench.f_max_global], { rtol: 0, atol: 1e-6 });
    expect(count).toBe(10);
    expect(curve[Math.round(threshold * 254)]).toBe(score);
  });

  test.each(Object.entries(avsbench.f_official_by_batch_size))(
    "the official F-score with batches of %s is the mean of each batch's own best",
    (size, expected) => {
      const batches = Array.from({ length: Math.ceil(curves.length / Number(size)) }, (_, i) =>
        curves.slice(i * Number(size), (i + 1) * Number(size)),
      );
      const best = batches.map((batch) => maskFScore(batch).score).filter((f) => !Number.isNaN(f));
      const mean = best.reduce((sum, f) => sum + f, 0) / best.length;
      expectClose([mean], [expected], { rtol: 0, atol: 1e-6 });
      expect(mean).toBeGreaterThan(maskFScore(curves).score);
    },
  );
});

describe("maskIou", () => {
  test("is the plain IoU, with any value above 0 in the mask", () => {
    expect(maskIou(row(0.9, 0.8, 0.1, 0.5), row(255, 0, 1, 0), 0.5)).toBe(1 / 3);
    expect(maskIou(row(0.9, 0.1), row(1, 0), 0.5)).toBe(1);
  });

  test("with an empty mask is the share of pixels off", () => {
    expect(maskIou(row(0.9, 0.1, 0.2, 0.3), row(0, 0, 0, 0), 0.5)).toBe(0.75);
    expect(maskIou(row(0, 0), row(0, 0), 0.5)).toBe(1);
  });

  test("refuses sizes that differ and a threshold that is not finite", () => {
    expect(() => maskIou(row(1), row(1, 0), 0.5)).toThrow(
      new RangeError(
        "maskIou: expected map of truth's size [1, 2], got [1, 1]. " +
          "Resize it with upsampleMap first.",
      ),
    );
    expect(() => maskIou(row(1), row(1), Number.NaN)).toThrow(
      new RangeError("maskIou: expected a finite threshold, got NaN."),
    );
  });
});

describe("maskFCurve", () => {
  test("weighs precision above recall", () => {
    // At threshold 0 all is on: P = 1/4, R = 1. At 0.5: P = 1, R = 1.
    const curve = maskFCurve(row(0.5, 0, 0, 0), row(1, 0, 0, 0));
    expect(curve[0]).toBeCloseTo((1.3 * 0.25) / (0.3 * 0.25 + 1), 12);
    expect([curve[127], curve[128]]).toEqual([1, 0]);
  });

  test("has a pixel on at its own value, up to 1", () => {
    const curve = maskFCurve(row(1, Math.fround(100 / 254)), row(1, 1));
    expect([curve[100], curve[254]]).toEqual([1, (1.3 * 1) / (0.3 * 2 + 1)]);
    expect(curve[101]).toBe(curve[254]);
  });

  test("is that of counting pixels at each threshold anew", () => {
    const cells = fc.array(fc.tuple(fc.float({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(cells, (pixels) => {
        fc.pre(pixels.some(([, marked]) => marked));
        const curve = maskFCurve(
          row(...pixels.map(([value]) => value)),
          row(...pixels.map(([, marked]) => Number(marked))),
        );
        curve.forEach((f, i) => {
          const on = pixels.filter(([value]) => value >= Math.fround(i / 254));
          const hit = on.filter(([, marked]) => marked).length;
          const precision = hit / on.length;
          const recall = hit / pixels.filter(([, marked]) => marked).length;
          const slow = hit === 0 ? 0 : (1.3 * precision * recall) / (0.3 * precision + recall);
          expect(f).toBeCloseTo(slow, 12);
        });
      }),
    );
  });

  test("of an empty mask is NaN everywhere", () => {
    expect(maskFCurve(row(0.5), row(0)).every(Number.isNaN)).toBe(true);
  });

  test("refuses a map outside 0…1 and sizes that differ", () => {
    expect(() => maskFCurve(row(0, 1.5), row(1, 0))).toThrow(
      new RangeError(
        "maskFCurve: expected values of map in 0…1, got 1.5 at [0, 1]. " +
          "Pass probabilities, or normalise the map with minMax.",
      ),
    );
    expect(() => maskFCurve(row(0), row(1, 0))).toThrow(
      "maskFCurve: expected map of truth's size [1, 2], got [1, 1].",
    );
  });
});

describe("maskFScore", () => {
  test("is the best of the mean curve, not the mean of the best", () => {
    const truth = row(1, 0);
    const curves = [maskFCurve(row(0.9, 0.4), truth), maskFCurve(row(0.3, 0.1), truth)];
    const { score, threshold } = maskFScore(curves);
    expect(curves.map((curve) => Math.max(...curve))).toEqual([1, 1]);
    expect(score).toBeCloseTo((1 + 1.3 / 2.3) / 2, 12);
    expect(threshold).toBe(26 / 254); // the first above 0.1, where only the surer map keeps all on
  });

  test("has no value if every mask is empty", () => {
    const { score, threshold, count } = maskFScore([maskFCurve(row(0.5), row(0))]);
    expect([score, threshold, count]).toEqual([Number.NaN, Number.NaN, 0]);
  });

  test("refuses no curve, and one of another length", () => {
    expect(() => maskFScore([])).toThrow(
      new RangeError("maskFScore: expected at least one curve, got none."),
    );
    expect(() => maskFScore([new Float64Array(21)])).toThrow(
      new RangeError(
        "maskFScore: expected curve 0 to have 255 values, got 21. Make it with maskFCurve.",
      ),
    );
  });
});
