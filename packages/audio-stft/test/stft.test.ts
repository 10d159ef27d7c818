import { expectClose } from "@ssl/testing";
import fc from "fast-check";
import ndarray from "ndarray";
import { expect, test } from "vitest";
import { stft } from "../src/index.ts";
import { noise } from "./noise.ts";
import { stftByDefinition } from "./stft-by-definition.ts";

const options = fc.record({
  windowLength: fc.oneof(fc.integer({ min: 1, max: 70 }), fc.constantFrom(1, 2, 3, 73, 97, 128)),
  hopLength: fc.integer({ min: 1, max: 90 }),
  centered: fc.boolean(),
  padding: fc.constantFrom("reflect" as const, "constant" as const),
});

test("stft is the transform by definition, whatever the window, hop and padding", () => {
  fc.assert(
    fc.property(options, fc.integer({ min: 1, max: 200 }), (choice, length) => {
      fc.pre(choice.centered || length >= choice.windowLength);
      const samples = noise(length, length);
      const { real, imaginary } = stft(ndarray(samples), choice);
      const expected = stftByDefinition(samples, choice);
      expect(real.shape).toEqual([expected.frames, expected.bins]);
      expectClose(real.data, expected.real, { rtol: 0, atol: 2e-5 });
      expectClose(imaginary.data, expected.imaginary, { rtol: 0, atol: 2e-5 });
    }),
    { numRuns: 150 },
  );
});

test("a constant of 1 is the window's sum in bin 0 and half of that, negative, in bin 1", () => {
  const { real } = stft(ndarray(new Float32Array(64).fill(1)), { windowLength: 8, hopLength: 4 });
  expect(real.get(5, 0)).toBeCloseTo(4, 6);
  expect(real.get(5, 1)).toBeCloseTo(-2, 6);
  expect(real.get(5, 2)).toBeCloseTo(0, 6);
});

test("an impulse in the middle of a frame alternates in sign from bin to bin", () => {
  const impulse = new Float32Array(32);
  impulse[16] = 1;
  const { real } = stft(ndarray(impulse), { windowLength: 8, hopLength: 4 });
  expect(real.pick(4, null).data.subarray(4 * 5, 5 * 5)).toEqual(Float32Array.of(1, -1, 1, -1, 1));
});

test("the hop is half a window unless given", () => {
  expect(stft(ndarray(new Float32Array(100)), { windowLength: 10 }).real.shape).toEqual([21, 6]);
  expect(stft(ndarray(new Float32Array(100)), { windowLength: 11 }).real.shape).toEqual([20, 6]);
  expect(stft(ndarray(new Float32Array(100)), { windowLength: 1 }).real.shape).toEqual([100, 1]);
});

test.each([1022, 64])("a stride and an offset are honoured (window %i)", (windowLength) => {
  const stereo = noise(6000);
  const right = stereo.filter((_, i) => i % 2 === 1);
  const channel = ndarray(stereo, [3000, 2]).pick(null, 1);
  const backwards = {
    data: Array.from(right).reverse(),
    shape: [3000],
    stride: [-1],
    offset: 2999,
  };
  const expected = stft(ndarray(right), { windowLength });
  expect(stft(channel, { windowLength }).real.data).toEqual(expected.real.data);
  expect(stft(backwards, { windowLength }).imaginary.data).toEqual(expected.imaginary.data);
});

test("the waveform is borrowed: neither changed nor kept", () => {
  const samples = noise(2000);
  const before = samples.slice();
  const { real } = stft(ndarray(samples));
  const kept = real.data.slice();
  expect(samples).toEqual(before);
  samples.fill(0);
  stft(ndarray(samples));
  expect(real.data).toEqual(kept);
});
