import { type GoldenEntry, readGolden } from "@ssl/testing";
import { expect, test } from "vitest";
import { initialSelectionWeights, selectionShapes } from "../src/index.ts";

interface Case {
  readonly k: number;
  readonly weights: GoldenEntry[];
}

test("the weights are those of the golden vectors, name by name", () => {
  const { cases } = readGolden<{ cases: Case[] }>("selection", import.meta.url);
  for (const { k, weights } of cases) {
    expect(selectionShapes({ features: k })).toEqual(
      Object.fromEntries(weights.map(([name, shape]) => [name, shape])),
    );
  }
});

test("normalized heads add four weights to each layer", () => {
  const names = Object.keys(selectionShapes({ features: 3, batchNorm: "heads" }));
  expect(names.length).toBe(12);
  expect(names).toContain("selection.fcbn2.moving_variance");
});

test("initial weights have their shapes, variance 2 / fan-in, and depend on the seed alone", () => {
  const options = { features: 64, batchNorm: "heads" } as const;
  const weights = initialSelectionWeights(options, 9);
  const shapes = Object.fromEntries(Object.entries(weights).map(([name, w]) => [name, w.shape]));
  expect(shapes).toEqual(selectionShapes(options));
  const { data } = weights["selection.fc1.kernel"]!;
  const variance = data.reduce((sum, x) => sum + x * x, 0) / data.length;
  expect(Math.abs((variance * 64) / 2 - 1)).toBeLessThan(0.1);
  expect(weights["selection.fc1.bias"]!.data).toEqual(new Float32Array(64));
  expect(weights["selection.fcbn1.gamma"]!.data).toEqual(new Float32Array(64).fill(1));
  expect(weights["selection.fcbn1.moving_variance"]!.data).toEqual(new Float32Array(64).fill(1));
  expect(initialSelectionWeights(options, 9)).toEqual(weights);
  expect(initialSelectionWeights(options, 8)).not.toEqual(weights);
});

test("a number of features that makes no module is refused", () => {
  expect(() => selectionShapes({ features: -1 })).toThrow(
    "selectionShapes: expected features to be an integer of at least 1, got -1.",
  );
});
