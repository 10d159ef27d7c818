import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("the package exports exactly this", () => {
  expect(Object.keys(api).sort()).toEqual([
    "areaUnderCurve",
    "binaryMap",
    "centreDisc",
    "consensusIou",
    "consensusIouCurve",
    "consensusMap",
    "dice",
    "divideByMax",
    "minMax",
    "peakShare",
    "randomScore",
    "scoreSample",
    "summarize",
    "thresholds",
    "upsampleMap",
  ]);
});
