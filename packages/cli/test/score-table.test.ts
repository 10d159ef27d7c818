import { expect, test } from "vitest";
import { scoreTable } from "../src/score-table.ts";
import { namedEvaluation } from "./named-evaluation.ts";

test("the table has both maps, the gap and the floors in percent, and says which cIoU", () => {
  const text = scoreTable([namedEvaluation("two scenes")]);
  const cells = text
    .split("\n")
    .filter((line) => line.startsWith("│"))
    .map((line) =>
      line
        .split("│")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(cells).toEqual([
    ["set", "N", "map", "paper cIoU@0.5", "paper AUC", "success cIoU@0.5", "success AUC", "peak"],
    ["two scenes", "2", "localization map", "50.0", "60.0", "70.0", "80.0", "90.0"],
    ["", "", "potential map", "25.0", "35.0", "45.0", "55.0", "65.0"],
    ["", "", "gap", "+25.0", "+25.0", "+25.0", "+25.0", "+25.0"],
    ["", "", "random", "12.5", "22.5", "32.5", "42.5", "52.5"],
    ["", "", "centre disc", "NaN", "NaN", "NaN", "NaN", "NaN"],
  ]);
  expect(text).toContain("In percent. Protocol paper: mean cIoU at threshold 0.5,");
  expect(text).not.toContain("\u001b");
});

test("sets follow each other in their order", () => {
  const text = scoreTable([namedEvaluation("first"), namedEvaluation("second")]);
  expect(text.indexOf("first")).toBeLessThan(text.indexOf("second"));
});
