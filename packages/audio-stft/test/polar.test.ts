import ndarray from "ndarray";
import { expect, test } from "vitest";
import { amplitude, phase, spectrogram, stft } from "../src/index.ts";
import { noise } from "./noise.ts";

test("amplitude is 5 for 3 − 4i", () => {
  expect(amplitude({ real: ndarray([3]), imaginary: ndarray([-4]) }).data).toEqual(
    Float32Array.of(5),
  );
});

test("phase has the signs of the four quadrants and axes", () => {
  const real = ndarray([1, 1, 0, -1, -1, -1, 0, 1]);
  const imaginary = ndarray([0, 1, 1, 1, 0, -1, -1, -1]);
  const eighths = Array.from(phase({ real, imaginary }).data, (value) => (4 * value) / Math.PI);
  expect(eighths.map((value) => Number(value.toFixed(6)))).toEqual([0, 1, 2, 3, 4, -3, -2, -1]);
});

test("the phase of an exact 0 is 0, whatever its signs", () => {
  const real = ndarray([0, -0, 0, -0]);
  const imaginary = ndarray([0, 0, -0, -0]);
  expect(Array.from(phase({ real, imaginary }).data)).toEqual([0, 0, 0, 0]);
});

test("the phase of a negative number is π, also where the imaginary part is −0", () => {
  const { data } = phase({ real: ndarray([-1, -1]), imaginary: ndarray([0, -0]) });
  for (const value of data) {
    expect(value).toBeCloseTo(Math.PI, 6);
    expect(value).toBeLessThanOrEqual(Math.PI);
  }
});

test("a phase just above −π is not rounded below it", () => {
  const { data } = phase({ real: ndarray([-1]), imaginary: ndarray([-1e-12]) });
  expect(data[0]).toBeGreaterThan(-Math.PI);
});

test("spectrogram is the amplitude and phase of stft", () => {
  const waveform = ndarray(noise(3000));
  const options = { windowLength: 60, hopLength: 20 };
  const whole = spectrogram(waveform, options);
  const spectrum = stft(waveform, options);
  const gap = (a: Float32Array, b: Float32Array): number =>
    a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
  expect(whole.amplitude.shape).toEqual(spectrum.real.shape);
  expect(gap(whole.amplitude.data, amplitude(spectrum).data)).toBeLessThan(1e-6);
  expect(gap(whole.phase.data, phase(spectrum).data)).toBeLessThan(1e-5);
});
