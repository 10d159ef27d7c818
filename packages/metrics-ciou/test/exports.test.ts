import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("the package exports exactly this", () => {
  expect(Object.keys(api).sort()).toEqual([
    "areaUnderCurve",
    "binaryMap",
    "bootstrapIntervals",
    "centreDisc",
    "classAwarePrecision",
    "consensusIou",
    "consensusIouCurve",
    "consensusMap",
    "dice",
    "divideByMax",
    "extendedScores",
    "imageArea",
    "interactiveGroup",
    "interactiveScores",
    "mapIou",
    "maskFCurve",
    "maskFScore",
    "maskIou",
    "minMax",
    "multiSourceScores",
    "negativeScores",
    "noSoundingArea",
    "peakShare",
    "permutationInvariantPrecision",
    "permutationTest",
    "pixelAveragePrecision",
    "randomScore",
    "scoreSample",
    "summarize",
    "thresholds",
    "universalThresholds",
    "upsampleMap",
  ]);
});
