import { type GoldenEntry, readGolden } from "@ssl/testing";
import { expect, test } from "vitest";
import { imageNetShapes } from "../src/index.ts";

interface Case {
  readonly width: number;
  readonly k: number;
  readonly weights: GoldenEntry[];
}

test("the weights are those of the golden vectors, name by name", () => {
  const { cases } = readGolden<{ cases: Case[] }>("image-net", import.meta.url);
  for (const { width, k, weights } of cases) {
    expect(imageNetShapes({ width, features: k })).toEqual(
      Object.fromEntries(weights.map(([name, shape]) => [name, shape])),
    );
  }
});

test("batch normalization adds four weights to each layer it is asked for", () => {
  const added = (batchNorm: "trunk" | "heads" | "trunk-and-heads"): string[] =>
    Object.keys(imageNetShapes({ batchNorm })).filter((name) => name.endsWith(".gamma"));
  const trunk = [1, 2, 3, 4, 5, 6].map((layer) => `image.bn${layer}.gamma`);
  const heads = ["image.headbn1.gamma", "image.headbn2.gamma"];
  expect(added("trunk")).toEqual(trunk);
  expect(added("heads")).toEqual(heads);
  expect(added("trunk-and-heads")).toEqual([...trunk, ...heads]);
  expect(imageNetShapes({ width: 0.5, batchNorm: "trunk" })["image.bn6.beta"]).toEqual([256]);
});

test("a layer keeps at least one channel", () => {
  expect(imageNetShapes({ width: 1e-6 })["image.conv1.kernel"]).toEqual([3, 3, 3, 1]);
});

test("a width or number of features that makes no network is refused", () => {
  expect(() => imageNetShapes({ width: 0 })).toThrow(
    "imageNetShapes: expected width to be positive, got 0.",
  );
  expect(() => imageNetShapes({ features: 2.5 })).toThrow(
    "imageNetShapes: expected features to be an integer of at least 1, got 2.5.",
  );
});
