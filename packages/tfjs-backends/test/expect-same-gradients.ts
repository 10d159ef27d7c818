import { expectClose, mulberry32 } from "@ssl/testing";
import {
  backend,
  dispose,
  grads,
  memory,
  setBackend,
  type Tensor,
  tensor,
  tidy,
  util,
} from "@tensorflow/tfjs-core";
import { expect } from "vitest";

/** Numbers in [-1, 1), in steps of `step` so that there can be ties. */
export function numbers(shape: number[], seed: number, step = 0): Float32Array {
  const next = mulberry32(seed);
  return Float32Array.from({ length: util.sizeFromShape(shape) }, () => {
    const value = next() / 2 ** 31 - 1;
    return step === 0 ? value : Math.round(value / step) * step;
  });
}

/** Holds the value of `compute` and all its gradients on wasm against those on cpu. */
export async function expectSameGradients(
  compute: (...inputs: Tensor[]) => Tensor,
  shapes: number[][],
  { seed = 1, step = 0 }: { seed?: number; step?: number } = {},
): Promise<void> {
  const [expected, actual] = [
    await valueAndGradients("cpu", compute, shapes, seed, step),
    await valueAndGradients("wasm", compute, shapes, seed, step),
  ];
  for (const [i, { shape, data }] of expected.entries()) {
    expect(actual[i]!.shape).toEqual(shape);
    const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expectClose(actual[i]!.data, data, { rtol: 1e-5, atol: 1e-5 * largest });
  }
}

async function valueAndGradients(
  name: string,
  compute: (...inputs: Tensor[]) => Tensor,
  shapes: number[][],
  seed: number,
  step: number,
): Promise<{ shape: number[]; data: Float32Array }[]> {
  await setBackend(name);
  const before = [memory().numTensors, backend().numDataIds()];
  const results = tidy(() => {
    const inputs = shapes.map((shape, i) => tensor(numbers(shape, seed + i, step), shape));
    const value = compute(...inputs);
    const dy = tensor(numbers(value.shape, seed - 1), value.shape);
    return [value, ...grads(compute)(inputs, dy)];
  });
  const read = await Promise.all(
    results.map(async (result) => ({
      shape: result.shape,
      data: Float32Array.from(await result.data()),
    })),
  );
  dispose(results);
  expect([memory().numTensors, backend().numDataIds()], "tensors left behind").toEqual(before);
  return read;
}
