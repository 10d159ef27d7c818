import { expectClose } from "@ssl/testing";
import { describe, expect, test } from "vitest";
import {
  imageArea,
  mapIou,
  negativeScores,
  noSoundingArea,
  universalThresholds,
} from "../src/index.ts";
import { casesOf, mapOf, published } from "./published-beyond.ts";
import { row } from "./row.ts";

describe("the published numbers with negative audio are met:", () => {
  const { threshold, ...expected } = published.negatives;
  const positives = casesOf(expected.positive_ids).map(mapOf);
  const negatives = casesOf(expected.negative_ids).map(mapOf);
  const areas = negatives.map((map) => imageArea(map, threshold));

  test("the areas of the negative maps", () => {
    expectClose(areas, expected.pIA, { rtol: 0, atol: 1e-9 });
  });

  test("the overlap of positive and negative maps", () => {
    const overlaps = positives.map((map, i) => mapIou(map, negatives[i]!, threshold));
    expectClose(overlaps, expected.iou_pos_neg, { rtol: 0, atol: 1e-9 });
  });

  test("means, areas under curves and harmonic means, as fractions", () => {
    const mine = negativeScores({ cious: expected.ciou_pos, areas: { silence: areas } });
    expectClose(
      [mine.area, mine.areaAuc, mine.ciou, mine.auc, mine.fLoc, mine.fAuc].map((x) => 100 * x),
      [
        expected.mean_pIA_pct,
        expected.AUC_N_pct,
        expected.mean_ciou_pct,
        expected.AUC_pct,
        expected.F_loc,
        expected.F_auc,
      ],
      { rtol: 0, atol: 1e-6 },
    );
    const { area, areaAuc, fLoc, fAuc } = mine;
    expect(mine.kinds).toEqual({ silence: { area, areaAuc, fLoc, fAuc } });
  });
});

describe("negativeScores", () => {
  test("lets each kind of negative audio weigh the same, whatever its number of samples", () => {
    const { ciou, area, fLoc, kinds } = negativeScores({
      cious: [0.5, 0.7],
      areas: { silence: [0, 0, 0, 0], noise: [0.2] },
    });
    expect(ciou).toBeCloseTo(0.6, 12);
    expect(area).toBe(0.1);
    expect(fLoc).toBeCloseTo((2 * 0.6 * 0.9) / 1.5, 12);
    expect(kinds.noise?.fLoc).toBeCloseTo((2 * 0.6 * 0.8) / 1.4, 12);
    expect(kinds.silence).toMatchObject({ area: 0, areaAuc: 1 });
  });

  test("counts an undefined consensus IoU as 0", () => {
    const scores = negativeScores({ cious: [Number.NaN, 1], areas: { noise: [0] } });
    expect(scores.ciou).toBe(0.5);
    expect(scores.auc).toBeCloseTo(0.5 + 0.25 / 20, 12); // the curve falls from 1 to 1/2 at once
  });

  test("is 0 rather than undefined for a model that is wrong everywhere", () => {
    const { fLoc, fAuc } = negativeScores({ cious: [0], areas: { noise: [1] } });
    expect(fLoc).toBe(0);
    expect(fAuc).toBeCloseTo((2 * 0.025 * 0.025) / 0.05, 12); // each curve has its one end at 1
  });

  test("refuses empty lists and values out of range", () => {
    const areas = { noise: [0] };
    expect(() => negativeScores({ cious: [], areas })).toThrow(
      new RangeError("negativeScores: expected at least one cIoU, got none."),
    );
    expect(() => negativeScores({ cious: [1], areas: {} })).toThrow(
      new RangeError("negativeScores: expected at least one kind of negative audio, got none."),
    );
    expect(() => negativeScores({ cious: [1], areas: { noise: [] } })).toThrow(
      new RangeError("negativeScores: expected at least one area of noise, got none."),
    );
    expect(() => negativeScores({ cious: [50], areas })).toThrow(
      new RangeError(
        "negativeScores: expected cIoU 0 to be in 0…1 or NaN, got 50. Divide percentages by 100.",
      ),
    );
    for (const area of [Number.NaN, -0.1, 3]) {
      expect(() => negativeScores({ cious: [1], areas: { noise: [0, area] } })).toThrow(
        new RangeError(
          `negativeScores: expected area 1 of noise in 0…1, got ${area}. Make it with imageArea.`,
        ),
      );
    }
  });
});

describe("imageArea and noSoundingArea", () => {
  test("leave a pixel that equals the threshold off, in single precision", () => {
    expect(imageArea(row(0.2, 0.20001, Math.fround(0.2), 0.1), 0.2)).toBe(0.25);
    expect(noSoundingArea([row(0.2, 0.20001, Math.fround(0.2), 0.1)], 0.2)).toBe(0.75);
  });

  test("are each other's complement, meant over silent classes", () => {
    const drum = row(0.1, 0.2, 0.3, 0);
    const harp = row(0, 0.5, 0.5, 0.5);
    const mean = (imageArea(drum, 0.2) + imageArea(harp, 0.2)) / 2;
    expect(noSoundingArea([drum, harp], 0.2)).toBe(1 - mean);
  });

  test("refuse a threshold that is not finite, and no or bad maps", () => {
    expect(() => imageArea(row(1), Number.NaN)).toThrow(
      new RangeError("imageArea: expected a finite threshold, got NaN."),
    );
    expect(() => noSoundingArea([row(1)], Infinity)).toThrow(
      new RangeError("noSoundingArea: expected a finite threshold, got Infinity."),
    );
    expect(() => noSoundingArea([], 0.2)).toThrow(
      new RangeError("noSoundingArea: expected at least one map, got none."),
    );
    expect(() => imageArea(row(Number.NaN), 0)).toThrow(
      "imageArea: expected finite values in map, got NaN at [0, 0].",
    );
    expect(() => noSoundingArea([row(1), row(Number.NaN)], 0)).toThrow(
      "noSoundingArea: expected finite values in map 1, got NaN at [0, 0].",
    );
  });
});

describe("mapIou", () => {
  test("is 1 if both maps are off, 0 if one is, and symmetric", () => {
    expect(mapIou(row(0.1, 0.2), row(0, 0), 0.5)).toBe(1);
    expect(mapIou(row(0.1, 0.9), row(0, 0), 0.5)).toBe(0);
    expect(mapIou(row(0, 0), row(0.1, 0.9), 0.5)).toBe(0);
    const [first, second] = [row(0.9, 0.8, 0.1), row(0.1, 0.7, 0.6)];
    expect(mapIou(first, second, 0.5)).toBe(1 / 3);
    expect(mapIou(second, first, 0.5)).toBe(1 / 3);
  });

  test("refuses sizes that differ and a threshold that is not finite", () => {
    expect(() => mapIou(row(1, 0), row(1), 0.5)).toThrow(
      new RangeError(
        "mapIou: expected other of map's size [1, 2], got [1, 1]. " +
          "Resize it with upsampleMap first.",
      ),
    );
    expect(() => mapIou(row(1), row(1), Number.NaN)).toThrow(
      new RangeError("mapIou: expected a finite threshold, got NaN."),
    );
    expect(() => mapIou(row(1), row(Number.NaN), 0.5)).toThrow(
      "mapIou: expected finite values in other, got NaN at [0, 0].",
    );
  });
});

describe("universalThresholds", () => {
  test("gives the greatest, a tenth more, and NumPy's third quartile", () => {
    const thresholds = universalThresholds([3, 1, 4, 2]);
    expect(thresholds.max).toBe(4);
    expect(thresholds.maxPlusTenth).toBeCloseTo(4.4, 12);
    expect(thresholds.thirdQuartile).toBe(3.25); // numpy.percentile([3, 1, 4, 2], 75)
    expect(universalThresholds([0.5]).thirdQuartile).toBe(0.5);
  });

  test("goes up by a tenth also from below 0", () => {
    expect(universalThresholds([-2, -3]).maxPlusTenth).toBe(-1.8);
  });

  test("leaves no negative map on at its greatest, and a quarter of them at the quartile", () => {
    const maps = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map((peak) => row(peak, 0));
    const { max, thirdQuartile } = universalThresholds(maps.map(({ data }) => data[0]!));
    expect(maps.filter((map) => imageArea(map, max) > 0)).toEqual([]);
    expect(maps.filter((map) => imageArea(map, thirdQuartile) > 0).length).toBe(2);
  });

  test("refuses an empty list, and values that are not finite", () => {
    expect(() => universalThresholds([])).toThrow(
      new RangeError("universalThresholds: expected at least one maximum, got none."),
    );
    expect(() => universalThresholds([0, Number.NaN])).toThrow(
      new RangeError("universalThresholds: expected maximum 1 to be finite, got NaN."),
    );
  });
});
