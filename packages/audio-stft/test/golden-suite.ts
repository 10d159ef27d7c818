import { expectGolden } from "@ssl/testing";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { networkSpectrogram, spectrogram, stft } from "../src/index.ts";
import { type StftCase, stftCases } from "./stft-cases.ts";

/** Holds every case of `golden/stft.json` against the transform in use. */
export function goldenSuite(): void {
  const cases = stftCases();

  describe.each(cases.filter((golden) => !golden.throws))("$id", (golden) => {
    const waveform = ndarray(golden.waveform);
    const { expected, options, frames, bins } = golden;

    test("stft has the reference's real and imaginary parts", () => {
      const { real, imaginary } = stft(waveform, options);
      expectGolden(real.data, real.shape, expected.real, "real");
      expectGolden(imaginary.data, imaginary.shape, expected.imaginary, "imaginary");
    });

    test("spectrogram has the reference's amplitude and phase", () => {
      const { amplitude, phase } = spectrogram(waveform, options);
      expect(amplitude.shape).toEqual([frames, bins]);
      expect(phase.shape).toEqual([frames, bins]);
      expectGolden(amplitude.data, amplitude.shape, expected.amplitude, "amplitude");
      expectPhase(phase.data, amplitude.data, golden);
    });

    test("networkSpectrogram holds the same pairs side by side", () => {
      const pairs = networkSpectrogram(waveform, options);
      const { amplitude, phase } = spectrogram(waveform, options);
      expect(pairs.shape).toEqual([frames, bins, 2]);
      const even = pairs.data.every((value, i) => i % 2 === 1 || value === amplitude.data[i / 2]);
      const odd = pairs.data.every((value, i) => i % 2 === 0 || value === phase.data[(i - 1) / 2]);
      expect({ even, odd }).toEqual({ even: true, odd: true });
    });
  });

  test.each(cases.filter((golden) => golden.throws))("$id is refused", ({ waveform, options }) => {
    expect(() => stft(ndarray(waveform), options)).toThrow(RangeError);
  });
}

/** The phase rule of `docs/golden-vectors.md`: modulo 2π, looser where the amplitude is small. */
function expectPhase(phase: Float32Array, amplitude: Float32Array, golden: StftCase): void {
  for (const frame of golden.silentFrames ?? []) {
    const silent = [frame * golden.bins, (frame + 1) * golden.bins] as const;
    expect(amplitude.subarray(...silent).every((value) => value === 0)).toBe(true);
    expect(phase.subarray(...silent).every((value) => Object.is(value, 0))).toBe(true);
  }
  if (!golden.phase) return;
  const { max, tolTimesAmplitudeOverMax, samples } = golden.phase;
  for (const [index, expected] of samples) {
    const turns = (phase[index]! - expected) / (2 * Math.PI);
    const error = Math.abs(turns - Math.round(turns)) * 2 * Math.PI;
    const tolerance = (tolTimesAmplitudeOverMax * max) / amplitude[index]!;
    expect(error, `phase[${index}] = ${phase[index]}, not ${expected}`).toBeLessThanOrEqual(
      tolerance,
    );
  }
}
