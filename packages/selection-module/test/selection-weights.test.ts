import { type GoldenEntry, readGolden } from "@ssl/testing";
import { expect, test } from "vitest";
import {
  identitySelectionWeights,
  initialSelectionWeights,
  selectionShapes,
} from "../src/index.ts";

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

test("every weight has its shape, and equal seeds give equal weights", () => {
  const options = { features: 8, batchNorm: "heads" } as const;
  const weights = initialSelectionWeights(options, 9);
  const shapes = Object.fromEntries(Object.entries(weights).map(([name, w]) => [name, w.shape]));
  expect(shapes).toEqual(selectionShapes(options));
  expect(initialSelectionWeights(options, 9)).toEqual(weights);
  expect(initialSelectionWeights(options, 8)).not.toEqual(weights);
});

test("identity weights differ from drawn ones in the kernels alone", () => {
  const options = { features: 2, batchNorm: "heads" } as const;
  const identity = { shape: [2, 2], data: Float32Array.of(1, 0, 0, 1) };
  expect(identitySelectionWeights(options)).toEqual({
    ...initialSelectionWeights(options, 1),
    "selection.fc1.kernel": identity,
    "selection.fc2.kernel": identity,
  });
});

test("a number of features that makes no module is refused", () => {
  expect(() => selectionShapes({ features: -1 })).toThrow(
    "selectionShapes: expected features to be an integer of at least 1, got -1.",
  );
});
