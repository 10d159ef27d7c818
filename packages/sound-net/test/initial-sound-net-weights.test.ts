import { expect, test } from "vitest";
import { initialSoundNetWeights, soundNetShapes } from "../src/index.ts";

const options = { width: 0.125, features: 16, bins: 32 } as const;

test("every weight has its shape, and equal seeds give equal weights", () => {
  const weights = initialSoundNetWeights(options, 9);
  const shapes = Object.fromEntries(
    Object.entries(weights).map(([name, { shape }]) => [name, shape]),
  );
  expect(shapes).toEqual(soundNetShapes(options));
  expect(initialSoundNetWeights(options, 9)).toEqual(weights);
  expect(initialSoundNetWeights(options, 10)).not.toEqual(weights);
});
