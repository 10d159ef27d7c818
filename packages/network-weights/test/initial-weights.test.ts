import { expect, test } from "vitest";
import { initialWeights } from "../src/index.ts";

const shapes = {
  "a.conv1.kernel": [3, 3, 16, 32],
  "a.conv1.bias": [32],
  "a.bn1.gamma": [32],
  "a.bn1.beta": [32],
  "a.bn1.moving_mean": [32],
  "a.bn1.moving_variance": [32],
  "a.fc1.kernel": [64, 80],
};

test("every weight has its shape, in the order of the shapes, and is the caller's own", () => {
  const weights = initialWeights(shapes, 9);
  expect(Object.entries(weights).map(([name, { shape }]) => [name, shape])).toEqual(
    Object.entries(shapes),
  );
  weights["a.conv1.bias"]!.shape[0] = 5;
  expect(shapes["a.conv1.bias"]).toEqual([32]);
});

test.each([
  ["a.conv1.kernel", 9 * 16],
  ["a.fc1.kernel", 64],
] as const)("%s has mean 0 and variance 2 / fan-in", (name, fanIn) => {
  const { data } = initialWeights(shapes, 1)[name]!;
  const mean = data.reduce((sum, x) => sum + x, 0) / data.length;
  const variance = data.reduce((sum, x) => sum + x * x, 0) / data.length;
  expect(Math.abs(mean) * Math.sqrt(fanIn)).toBeLessThan(0.06);
  expect(Math.abs((variance * fanIn) / 2 - 1)).toBeLessThan(0.06);
});

test("what is not a kernel starts at 0 or, for scales and variances, at 1", () => {
  const weights = initialWeights(shapes, 1);
  const filled = (value: number): Float32Array => new Float32Array(32).fill(value);
  expect(weights["a.conv1.bias"]!.data).toEqual(filled(0));
  expect(weights["a.bn1.gamma"]!.data).toEqual(filled(1));
  expect(weights["a.bn1.beta"]!.data).toEqual(filled(0));
  expect(weights["a.bn1.moving_mean"]!.data).toEqual(filled(0));
  expect(weights["a.bn1.moving_variance"]!.data).toEqual(filled(1));
});

test("the draws depend on the seed and the kernel's name, not on its neighbours", () => {
  const weights = initialWeights(shapes, 9);
  const kernel = weights["a.fc1.kernel"];
  expect(initialWeights(shapes, 9)).toEqual(weights);
  expect(initialWeights({ "a.fc1.kernel": [64, 80] }, 9)["a.fc1.kernel"]).toEqual(kernel);
  expect(initialWeights(shapes, 8)["a.fc1.kernel"]).not.toEqual(kernel);
  expect(initialWeights({ "b.fc1.kernel": [64, 80] }, 9)["b.fc1.kernel"]).not.toEqual(kernel);
});

test("a kernel without sides has a fan-in of 1", () => {
  expect(initialWeights({ "a.kernel": [] }, 1)["a.kernel"]!.data[0]).not.toBeNaN();
});

// A checkpoint names its seed: who draws these again must get the same localizer.
test.each([
  ["image.conv1.kernel", [3, 3, 3, 8], [0.2259351, -0.037622318, -0.04693979, 0.51956725]],
  ["sound.conv1.kernel", [3, 3, 2, 4], [-0.82611346, -0.20996198, 0.38502896, 0.30348086]],
  ["selection.fc1.kernel", [16, 16], [0.26365888, 0.14703801, -0.06664025, 0.45258406]],
] as const)("seed 7 draws %s as it always has", (name, shape, first) => {
  const { data } = initialWeights({ [name]: shape }, 7)[name]!;
  expect(data.subarray(0, 4)).toEqual(Float32Array.from(first));
});

test("a seed that is no unsigned 32-bit integer is refused", () => {
  expect(() => initialWeights(shapes, -1)).toThrow(
    "namedStream: expected seed to be an integer in 0 … 4294967295, got -1.",
  );
});
