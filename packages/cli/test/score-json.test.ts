import { expect, test } from "vitest";
import { scoreJson } from "../src/score-json.ts";
import { namedEvaluation } from "./named-evaluation.ts";

test("every set has its N and every row both protocols by name, as fractions", () => {
  const json = JSON.parse(JSON.stringify(scoreJson([namedEvaluation("two scenes")])));
  expect(Object.keys(json)).toEqual(["two scenes"]);
  const { samples, ...rows } = json["two scenes"];
  expect(samples).toBe(2);
  expect(Object.keys(rows)).toEqual(["localization", "potential", "random", "centreDisc"]);
  expect(rows.localization).toEqual({
    paper: { ciouAtHalf: 0.5, auc: 0.6 },
    success: { ciouAtHalf: 0.7, auc: 0.8 },
    peak: 0.9,
    undefined: 0,
  });
});

test("what is undefined is null, and counted", () => {
  const json = JSON.parse(JSON.stringify(scoreJson([namedEvaluation("two scenes")])));
  expect(json["two scenes"].centreDisc).toEqual({
    paper: { ciouAtHalf: null, auc: null },
    success: { ciouAtHalf: null, auc: null },
    peak: null,
    undefined: 1,
  });
});
