import { expectClose } from "@ssl/testing";
import fc from "fast-check";
import ndarray from "ndarray";
import { expect, test } from "vitest";
import { istft, stft } from "../src/index.ts";
import { noise } from "./noise.ts";

test("istft undoes stft, for any window, hop of at most a quarter, and length", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 150 }).chain((windowLength) =>
        fc.record({
          windowLength: fc.constant(windowLength),
          hopLength: fc.integer({ min: 1, max: Math.floor(windowLength / 4) }),
        }),
      ),
      fc.integer({ min: 1, max: 500 }),
      fc.constantFrom("reflect" as const, "constant" as const),
      (options, length, padding) => {
        const samples = noise(length, length);
        const spectrum = stft(ndarray(samples), { ...options, padding });
        const again = istft(spectrum, { ...options, length });
        expect(again.shape).toEqual([length]);
        expectClose(again.data, samples, { rtol: 0, atol: 2e-5 });
      },
    ),
    { numRuns: 80 },
  );
});

test("istft undoes stft at the network's window", () => {
  const samples = noise(30_000);
  const again = istft(stft(ndarray(samples)), { length: 30_000 });
  expectClose(again.data, samples, { rtol: 0, atol: 3e-6 });
});

test("uncentered, all but the first sample, which no window reaches, come back", () => {
  const samples = noise(16 + 7 * 4);
  const options = { windowLength: 16, hopLength: 4, centered: false };
  const again = istft(stft(ndarray(samples), options), options);
  expect(again.shape).toEqual([44]);
  expect(again.get(0)).toBe(0);
  expectClose(again.data.subarray(1), samples.subarray(1), { rtol: 0, atol: 1e-5 });
});

test("samples between windows that leave gaps are 0", () => {
  const options = { windowLength: 4, hopLength: 10, centered: false };
  const again = istft(stft(ndarray(new Float32Array(24).fill(1)), options), options);
  const whole = [0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1];
  expectClose(again.data, whole, { rtol: 0, atol: 1e-6 });
});

test("without a length the waveform ends at the last frame's middle", () => {
  const spectrum = stft(ndarray(noise(1700)), { windowLength: 100, hopLength: 30 });
  expect(istft(spectrum, { windowLength: 100, hopLength: 30 }).shape).toEqual([1680]);
});

test("windows of one and two samples come back too", () => {
  const samples = noise(9);
  const one = { windowLength: 1, hopLength: 1 };
  expectClose(istft(stft(ndarray(samples), one), one).data, samples, { rtol: 0, atol: 1e-6 });
  const two = { windowLength: 2, hopLength: 1, length: 9 };
  expectClose(istft(stft(ndarray(samples), two), two).data, samples, { rtol: 0, atol: 1e-6 });
});

test("a spectrum that is transposed in memory is read by its strides", () => {
  const options = { windowLength: 8, hopLength: 4 };
  const { real, imaginary } = stft(ndarray(noise(40)), options);
  const transposed = (part: typeof real): typeof real => {
    const [frames, bins] = part.shape as [number, number];
    const other = ndarray(new Float32Array(part.size), [bins, frames]).transpose(1, 0);
    for (let t = 0; t < frames; t++) {
      for (let k = 0; k < bins; k++) other.set(t, k, part.get(t, k));
    }
    return other;
  };
  const again = istft({ real: transposed(real), imaginary: transposed(imaginary) }, options);
  expect(again.data).toEqual(istft({ real, imaginary }, options).data);
});
