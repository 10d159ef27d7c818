import { expect, test } from "vitest";
import { dice } from "../src/index.ts";
import { row } from "./row.ts";

test("as printed it has no factor 2: a perfect binary prediction has one half", () => {
  expect(dice(row(1, 1, 0), row(1, 1, 0))).toBe(0.5);
});

test("soft values count by their product", () => {
  expect(dice(row(1, 0.5, 0), row(0.5, 0.5, 1))).toBe(0.75 / 3.5);
});

test("two empty maps have 0", () => {
  expect(dice(row(0, 0), row(0, 0))).toBe(0);
});

test("logits are refused", () => {
  expect(() => dice(row(1, 0), row(3, -2))).toThrow(
    new RangeError(
      "dice: expected values of prediction in 0…1, got 3 at [0, 0]. " +
        "Pass probabilities, not logits.",
    ),
  );
});
