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

test("a kernel has mean 0 and variance 2 / fan-in", () => {
  const { data } = initialSoundNetWeights({ width: 0.25 }, 1)["sound.conv8.kernel"]!;
  const mean = data.reduce((sum, x) => sum + x, 0) / data.length;
  const variance = data.reduce((sum, x) => sum + x * x, 0) / data.length;
  expect(Math.abs(mean)).toBeLessThan(5e-3);
  expect((variance * 9 * 32) / 2).toBeCloseTo(1, 1);
});

test("what is not a kernel starts at 0 or, for scales and variances, at 1", () => {
  const weights = initialSoundNetWeights(options, 1);
  const first = (name: string): number => weights[name]!.data[0]!;
  expect(first("sound.fc1.bias")).toBe(0);
  expect(first("sound.bn1.gamma")).toBe(1);
  expect(first("sound.bn1.beta")).toBe(0);
  expect(first("sound.bn1.moving_mean")).toBe(0);
  expect(first("sound.bn1.moving_variance")).toBe(1);
});

test("a bias or another layer's size moves no other layer's draws", () => {
  const wide = initialSoundNetWeights({ ...options, features: 17 }, 1);
  expect(wide["sound.conv5.kernel"]).toEqual(
    initialSoundNetWeights(options, 1)["sound.conv5.kernel"],
  );
});
