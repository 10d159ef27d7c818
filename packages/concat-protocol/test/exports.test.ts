import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("the package exports exactly this", () => {
  expect(Object.keys(api).sort()).toEqual([
    "concatBoxes",
    "concatPairs",
    "concatPictures",
    "concatTruth",
    "disjointPairs",
    "foreignSounds",
    "whiteNoise",
  ]);
});
