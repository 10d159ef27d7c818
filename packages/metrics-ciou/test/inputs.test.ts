import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import {
  binaryMap,
  classAwarePrecision,
  consensusIou,
  consensusIouCurve,
  dice,
  divideByMax,
  type Grid,
  imageArea,
  mapIou,
  maskFCurve,
  maskIou,
  minMax,
  noSoundingArea,
  peakShare,
  permutationInvariantPrecision,
  pixelAveragePrecision,
  randomScore,
  scoreSample,
  upsampleMap,
} from "../src/index.ts";
import { row } from "./row.ts";

const size = { height: 2, width: 2 };
const readers: [caller: string, name: string, read: (grid: Grid) => unknown][] = [
  ["minMax", "map", (grid) => minMax(grid)],
  ["divideByMax", "map", (grid) => divideByMax(grid)],
  ["upsampleMap", "map", (grid) => upsampleMap(grid, size)],
  ["binaryMap", "map", (grid) => binaryMap(grid, 0.5)],
  ["consensusIou", "map", (grid) => consensusIou(grid, row(1), 0.5)],
  ["consensusIou", "truth", (grid) => consensusIou(row(1), grid, 0.5)],
  ["consensusIouCurve", "map", (grid) => consensusIouCurve(grid, row(1), [0.5])],
  ["consensusIouCurve", "truth", (grid) => consensusIouCurve(row(1), grid, [0.5])],
  ["scoreSample", "map", (grid) => scoreSample(grid, row(1))],
  ["scoreSample", "truth", (grid) => scoreSample(row(1), grid)],
  ["dice", "truth", (grid) => dice(grid, row(1))],
  ["dice", "prediction", (grid) => dice(row(1), grid)],
  ["peakShare", "map", (grid) => peakShare(grid, row(1))],
  ["peakShare", "truth", (grid) => peakShare(row(1), grid)],
  ["randomScore", "truth", (grid) => randomScore(grid)],
  ["pixelAveragePrecision", "map", (grid) => pixelAveragePrecision(grid, row(1))],
  ["pixelAveragePrecision", "truth", (grid) => pixelAveragePrecision(row(1), grid)],
  [
    "classAwarePrecision",
    "the map of source 0",
    (map) => classAwarePrecision([{ map, truth: row(1) }]),
  ],
  [
    "classAwarePrecision",
    "the truth of source 0",
    (truth) => classAwarePrecision([{ map: row(1), truth }]),
  ],
  [
    "permutationInvariantPrecision",
    "map 0",
    (grid) => permutationInvariantPrecision([grid], [row(1)]),
  ],
  [
    "permutationInvariantPrecision",
    "truth 0",
    (grid) => permutationInvariantPrecision([row(1)], [grid]),
  ],
  ["imageArea", "map", (grid) => imageArea(grid, 0.5)],
  ["noSoundingArea", "map 0", (grid) => noSoundingArea([grid], 0.5)],
  ["mapIou", "map", (grid) => mapIou(grid, row(1), 0.5)],
  ["mapIou", "other", (grid) => mapIou(row(1), grid, 0.5)],
  ["maskIou", "map", (grid) => maskIou(grid, row(1), 0.5)],
  ["maskIou", "truth", (grid) => maskIou(row(1), grid, 0.5)],
  ["maskFCurve", "map", (grid) => maskFCurve(grid, row(1))],
  ["maskFCurve", "truth", (grid) => maskFCurve(row(1), grid)],
];

describe.each(readers)("%s refuses a %s", (caller, name, read) => {
  test("that is no ndarray", () => {
    for (const [bad, kind] of [
      [[0, 1], "object"],
      [null, "null"],
      ["map.npy", "string"],
    ] as const) {
      expect(() => read(bad as unknown as Grid)).toThrow(
        new TypeError(
          `${caller}: expected ${name} to be an ndarray { data, shape, stride, offset }, ` +
            `got ${kind}. Wrap plain data with ndarray(data, [height, width]).`,
        ),
      );
    }
  });

  test("of another rank, or without pixels", () => {
    for (const shape of [[1, 2, 2], [4], [0, 4], [4, 0]]) {
      expect(() => read(ndarray([1, 1, 1, 1], shape))).toThrow(
        new RangeError(
          `${caller}: expected ${name} of shape [height, width], both at least 1, ` +
            `got [${shape.join(", ")}]. Pass one map at a time.`,
        ),
      );
    }
  });

  test("that is not finite, or has less data than its shape", () => {
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      expect(() => read(ndarray([1, 1, bad, 1], [2, 2]))).toThrow(
        new RangeError(
          `${caller}: expected finite values in ${name}, got ${bad} at [1, 0]. ` +
            "Find out where it comes from; no score can be trusted with it.",
        ),
      );
    }
    expect(() => read(ndarray([1, 1, 1], [2, 2]))).toThrow(
      `${caller}: expected finite values in ${name}, got undefined at [1, 1].`,
    );
  });
});

test("map and truth of different sizes are refused with the cure", () => {
  const map = row(1, 0);
  const truth = row(1, 0, 0);
  const pairs: [caller: string, name: string, run: () => unknown][] = [
    ["consensusIou", "map", () => consensusIou(map, truth, 0.5)],
    ["consensusIouCurve", "map", () => consensusIouCurve(map, truth, [0.5])],
    ["scoreSample", "map", () => scoreSample(map, truth)],
    ["peakShare", "map", () => peakShare(map, truth)],
    ["dice", "prediction", () => dice(truth, map)],
    ["pixelAveragePrecision", "map", () => pixelAveragePrecision(map, truth)],
  ];
  for (const [caller, name, run] of pairs) {
    expect(run).toThrow(
      new RangeError(
        `${caller}: expected ${name} of truth's size [1, 3], got [1, 2]. ` +
          "Resize it with upsampleMap first.",
      ),
    );
  }
});

test("a truth outside 0…1 is refused, by name and place", () => {
  const bad = row(1, 2);
  const readers: [caller: string, run: () => unknown][] = [
    ["consensusIou", () => consensusIou(row(0, 0), bad, 0.5)],
    ["consensusIouCurve", () => consensusIouCurve(row(0, 0), bad, [0.5])],
    ["scoreSample", () => scoreSample(row(0, 0), bad)],
    ["peakShare", () => peakShare(row(0, 0), bad)],
    ["dice", () => dice(bad, row(0, 0))],
    ["randomScore", () => randomScore(bad)],
  ];
  for (const [caller, run] of readers) {
    expect(run).toThrow(
      new RangeError(
        `${caller}: expected values of truth in 0…1, got 2 at [0, 1]. Make it with consensusMap.`,
      ),
    );
  }
});
