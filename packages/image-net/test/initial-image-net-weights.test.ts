import { expect, test } from "vitest";
import { imageNetShapes, initialImageNetWeights } from "../src/index.ts";

const options = { width: 0.125, features: 16, batchNorm: "trunk" } as const;

test("every weight has its shape, and equal seeds give equal weights", () => {
  const weights = initialImageNetWeights(options, 9);
  const shapes = Object.fromEntries(
    Object.entries(weights).map(([name, { shape }]) => [name, shape]),
  );
  expect(shapes).toEqual(imageNetShapes(options));
  expect(initialImageNetWeights(options, 9)).toEqual(weights);
  expect(initialImageNetWeights(options, 10)).not.toEqual(weights);
});
