import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("the package exports exactly this", () => {
  expect(Object.keys(api).sort()).toEqual([
    "areaUnderCurve",
    "binaryMap",
    "bootstrapIntervals",
    "centreDisc",
    "consensusIou",
    "consensusIouCurve",
    "consensusMap",
    "dice",
    "divideByMax",
    "minMax",
    "peakShare",
    "permutationTest",
    "randomScore",
    "scoreSample",
    "summarize",
    "thresholds",
    "upsampleMap",
  ]);
});
