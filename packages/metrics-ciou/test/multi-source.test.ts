import { expectClose, readGolden } from "@ssl/testing";
import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import {
  classAwarePrecision,
  type Grid,
  multiSourceScores,
  permutationInvariantPrecision,
  pixelAveragePrecision,
} from "../src/index.ts";
import { row, rows } from "./row.ts";

const golden = readGolden<{
  tolerance: number;
  cases: { name: string; map: number[][]; truth: number[][]; expected: number }[];
}>("average-precision", import.meta.url);

test.each(golden.cases)("the average precision of scikit-learn is met: $name", (sample) => {
  const mine = pixelAveragePrecision(rows(...sample.map), rows(...sample.truth));
  expectClose([mine], [sample.expected], { rtol: 0, atol: golden.tolerance });
});

describe("pixelAveragePrecision", () => {
  test("is 1 if every marked pixel comes before every other", () => {
    expect(pixelAveragePrecision(row(0.3, 0.9, 0.2, 0.8), row(0, 1, 0, 1))).toBe(1);
  });

  test("lets pixels of one value enter together", () => {
    expect(pixelAveragePrecision(row(0.5, 0.5, 0.1, 0.1), row(1, 0, 1, 0))).toBe(0.5);
  });

  test("counts any truth above 0 as marked, and has no value if nothing is", () => {
    expect(pixelAveragePrecision(row(2, 1), row(0.5, 0))).toBe(1);
    expect(pixelAveragePrecision(row(2, 1), row(0, 0))).toBeNaN();
  });

  test("is the same for any rising function of the map", () => {
    const pixels = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.boolean()), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(pixels, (cells) => {
        const truth = row(...cells.map(([, marked]) => Number(marked)));
        const map = row(...cells.map(([value]) => value));
        const risen = row(...cells.map(([value]) => value ** 3 + value));
        expect(pixelAveragePrecision(risen, truth)).toBe(pixelAveragePrecision(map, truth));
      }),
    );
  });

  test("differs from what a binarised map or swapped arguments would give", () => {
    const map = row(0.9, 0.8, 0.6, 0.4, 0.1);
    const truth = row(1, 0, 1, 0, 0);
    const binarised = row(1, 1, 1, 0, 0);
    expect(pixelAveragePrecision(map, truth)).toBeCloseTo((1 + 2 / 3) / 2, 12);
    expect(pixelAveragePrecision(binarised, truth)).toBeCloseTo(2 / 3, 12); // NoPrior
    expect(pixelAveragePrecision(truth, binarised)).toBeCloseTo(13 / 15, 12); // AVGN
  });
});

describe("classAwarePrecision", () => {
  test("is the mean over the classes that sound", () => {
    const good = { map: row(0.9, 0.1), truth: row(1, 0) };
    const poor = { map: row(0.9, 0.1), truth: row(0, 1) };
    const quiet = { map: row(0.9, 0.1), truth: row(0, 0) };
    expect(classAwarePrecision([good, poor, quiet])).toBe(0.75);
    expect(classAwarePrecision([quiet])).toBeNaN();
  });

  test("refuses no source, and a map that does not fit its truth, by number", () => {
    expect(() => classAwarePrecision([])).toThrow(
      new RangeError("classAwarePrecision: expected at least one source, got none."),
    );
    const fits = { map: row(1, 0), truth: row(1, 0) };
    expect(() => classAwarePrecision([fits, { map: row(1), truth: row(1, 0) }])).toThrow(
      new RangeError(
        "classAwarePrecision: expected the map of source 1 of truth's size [1, 2], got [1, 1]. " +
          "Resize it with upsampleMap first.",
      ),
    );
    expect(() => classAwarePrecision([{ map: row(1), truth: row(Number.NaN) }])).toThrow(
      "classAwarePrecision: expected finite values in the truth of source 0, got NaN at [0, 0].",
    );
  });
});

describe("permutationInvariantPrecision", () => {
  test("takes the best of all assignments, as the slow way finds it", () => {
    const map = fc.array(fc.nat(3), { minLength: 6, maxLength: 6 });
    const truth = fc
      .array(fc.nat(1), { minLength: 6, maxLength: 6 })
      .filter((cells) => cells.includes(1));
    const pictures = fc
      .integer({ min: 1, max: 4 })
      .chain((count) =>
        fc.tuple(
          fc.array(map, { minLength: count, maxLength: count }),
          fc.array(truth, { minLength: count, maxLength: count }),
        ),
      );
    fc.assert(
      fc.property(pictures, ([maps, truths]) => {
        const grids = maps.map((cells) => row(...cells));
        const marks = truths.map((cells) => row(...cells));
        const means = permutations(grids).map(
          (order) =>
            order.reduce((sum, grid, i) => sum + pixelAveragePrecision(grid, marks[i]!), 0) /
            order.length,
        );
        expect(permutationInvariantPrecision(grids, marks)).toBeCloseTo(Math.max(...means), 12);
      }),
    );
  });

  test("does not depend on the order of the maps, unlike the class-aware one", () => {
    const left = row(1, 0);
    const right = row(0, 1);
    expect(permutationInvariantPrecision([right, left], [left, right])).toBe(1);
    expect(
      classAwarePrecision([
        { map: right, truth: left },
        { map: left, truth: right },
      ]),
    ).toBe(0.5);
  });

  test("refuses numbers that differ, none or too many, and a truth without a pixel", () => {
    const one = row(1, 0);
    const counts: [maps: Grid[], truths: Grid[], got: string][] = [
      [[], [], "0 and 0"],
      [[one], [one, one], "1 and 2"],
      [Array(17).fill(one), Array(17).fill(one), "17 and 17"],
    ];
    for (const [maps, truths, got] of counts) {
      expect(() => permutationInvariantPrecision(maps, truths)).toThrow(
        new RangeError(
          "permutationInvariantPrecision: expected as many maps as truths, " +
            `1 to 16, got ${got}.`,
        ),
      );
    }
    expect(() => permutationInvariantPrecision([one, one], [one, row(0, 0)])).toThrow(
      new RangeError(
        "permutationInvariantPrecision: expected truth 1 to mark a pixel, got none. " +
          "Leave silent sources out.",
      ),
    );
    expect(() => permutationInvariantPrecision([one, row(1)], [one, one])).toThrow(
      "permutationInvariantPrecision: expected map 1 of truth's size [1, 2], got [1, 1].",
    );
    expect(() => permutationInvariantPrecision([one, one], [one, row(1)])).toThrow(
      "permutationInvariantPrecision: expected truth 1 of truth's size [1, 2], got [1, 1].",
    );
    expect(() => permutationInvariantPrecision([ndarray([1], [1])], [one])).toThrow(
      "permutationInvariantPrecision: expected map 0 of shape [height, width]",
    );
  });
});

describe("multiSourceScores", () => {
  test("holds each picture's mean over its sources against the bars", () => {
    const { count, ciouAt30, auc, curve } = multiSourceScores([[0.6, 0.2], [0.4, 0], [1]]);
    expect(count).toBe(3);
    expect(ciouAt30).toBe(2 / 3);
    expect([curve[4], curve[8], curve[20]]).toEqual([1, 2 / 3, 1 / 3]);
    expect(auc).toBeGreaterThan(0.5);
  });

  test("takes the seventh threshold for 0.3, as the published code does", () => {
    expect(multiSourceScores([[0.3]]).ciouAt30).toBe(0);
    expect(multiSourceScores([[0.05 * 6]]).ciouAt30).toBe(1);
  });

  test("fails a picture with an undefined source", () => {
    expect(multiSourceScores([[1, Number.NaN], [1]]).ciouAt30).toBe(0.5);
  });

  test("refuses no picture, a picture without a source, and a value out of range", () => {
    expect(() => multiSourceScores([])).toThrow(
      new RangeError("multiSourceScores: expected at least one picture, got none."),
    );
    expect(() => multiSourceScores([[1], []])).toThrow(
      new RangeError("multiSourceScores: expected at least one source in picture 1, got none."),
    );
    expect(() => multiSourceScores([[1, 2]])).toThrow(
      new RangeError(
        "multiSourceScores: expected the cIoU of source 1 in picture 0 to be in 0…1 or NaN, " +
          "got 2. Divide percentages by 100.",
      ),
    );
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) =>
    permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]),
  );
}
