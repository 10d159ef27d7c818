import fc from "fast-check";
import ndarray from "ndarray";
import { expect, test } from "vitest";
import { type Form, type FrameJob, frameJob } from "../src/frame-job.ts";
import type { StftOptions } from "../src/index.ts";
import { transformFramesPlainly } from "../src/transform-frames-plainly.ts";
import { transformFramesWasm } from "../src/transform-frames-wasm.ts";
import { wasmKernels } from "../src/wasm-kernels.ts";
import { noise } from "./noise.ts";

const kernels = wasmKernels()!;

test("the kernel agrees with float64, whatever the hop and the length", () => {
  fc.assert(
    fc.property(
      fc.record({
        hopLength: fc.oneof(fc.integer({ min: 100, max: 1300 }), fc.constantFrom(511, 1022, 1023)),
        centered: fc.boolean(),
        padding: fc.constantFrom("reflect" as const, "constant" as const),
      }),
      fc.integer({ min: 1022, max: 30_000 }),
      (options, length) => {
        const samples = noise(length, length);
        const [wasm, plain] = bothTransforms(samples, options, "complex");
        expect(largestGap(wasm.first, plain.first)).toBeLessThan(3e-5);
        expect(largestGap(wasm.second, plain.second)).toBeLessThan(3e-5);
        const [polar, plainPolar] = bothTransforms(samples, options, "polar");
        expect(largestGap(polar.first, plainPolar.first)).toBeLessThan(4e-5);
      },
    ),
    { numRuns: 25 },
  );
});

test("amplitude and phase of the kernel are those of its real and imaginary parts", () => {
  const job = frameJob("test", ndarray(noise(40_000)), {});
  const complex = target(job);
  const polar = target(job);
  transformFramesWasm(job, "complex", complex, kernels);
  transformFramesWasm(job, "polar", polar, kernels);
  const { first: re, second: im } = complex;
  const amplitude = re.map((r, i) => Math.hypot(r, im[i]!));
  const phase = re.map((r, i) => Math.atan2(im[i]!, r));
  expect(
    largestGap(
      polar.first.map((a, i) => a / amplitude[i]!),
      amplitude.fill(1),
    ),
  ).toBeLessThan(3e-7);
  expect(largestGap(polar.second, phase)).toBeLessThan(4e-7);
});

test("phases lie in (−π, π], never at −π", () => {
  // The transform of a constant is real: negative in every odd bin around the peak.
  const job = frameJob("test", ndarray(noise(40_000).map((value) => value - 0.5)), {});
  for (const transform of [transformFramesPlainly, transformFramesWasm]) {
    const polar = target(job);
    transform(job, "polar", polar, kernels);
    expect(polar.second.every((phase) => phase > -Math.PI && phase <= Math.PI)).toBe(true);
    expect(polar.second.includes(Math.fround(3.1415925))).toBe(true);
  }
});

test("a silent frame between loud ones is exactly 0 with both transforms", () => {
  const samples = new Float32Array(20_000);
  samples.set(noise(4000));
  samples.set(noise(4000), 16_000);
  for (const form of ["complex", "polar"] as const) {
    for (const { first, second } of bothTransforms(samples, {}, form)) {
      const silent = [10 * 512, 30 * 512] as const; // samples 4599 … 15840
      expect(first.subarray(...silent).every((value) => Object.is(value, 0))).toBe(true);
      expect(second.subarray(...silent).every((value) => Object.is(value, 0))).toBe(true);
    }
  }
});

test("what was transformed before makes no difference, and memory does not grow", () => {
  const options = { hopLength: 300 };
  const [before] = bothTransforms(noise(5000), options, "polar");
  const bytes = kernels.waveform.buffer.byteLength;
  bothTransforms(
    noise(400_000, 2).map((value) => 1e6 * value),
    {},
    "polar",
  );
  const [after] = bothTransforms(noise(5000), options, "polar");
  expect(after.first).toEqual(before.first);
  expect(after.second).toEqual(before.second);
  expect(kernels.waveform.buffer.byteLength).toBe(bytes);
  expect(bytes).toBeLessThanOrEqual(2 ** 20);
});

test("huge and tiny finite spectra keep their amplitudes", () => {
  for (const scale of [1e-30, 1e30]) {
    const job = frameJob("test", ndarray(noise(2000).map((value) => value * scale)), {});
    const wasm = target(job);
    const plain = target(job);
    transformFramesWasm(job, "polar", wasm, kernels);
    transformFramesPlainly(job, "polar", plain);
    expect(largestGap(wasm.first, plain.first)).toBeLessThan(1e-4 * scale);
  }
});

type Target = { first: Float32Array; second: Float32Array; step: 1 };

function target({ frames, bins }: FrameJob): Target {
  return {
    first: new Float32Array(frames * bins),
    second: new Float32Array(frames * bins),
    step: 1,
  };
}

function bothTransforms(samples: Float32Array, options: StftOptions, form: Form): [Target, Target] {
  const job = frameJob("test", ndarray(samples), options);
  const [wasm, plain] = [target(job), target(job)];
  transformFramesWasm(job, form, wasm, kernels);
  transformFramesPlainly(job, form, plain);
  return [wasm, plain];
}

function largestGap(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}
