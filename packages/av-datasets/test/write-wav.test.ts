import fc from "fast-check";
import { expect, test } from "vitest";
import { readWav, writeWav } from "../src/index.ts";
import { wavFile } from "./wav-file.ts";

test("writeWav(waveform, sampleRate) writes what a reference writer does", () => {
  const bytes = writeWav(new Float32Array([0, 0.5, -1, 1]), 16_000);
  expect(bytes).toEqual(wavFile([[0, 16_384, -32_768, 32_767]], { sampleRate: 16_000 }));
});

test("writeWav(waveform, sampleRate) keeps every sample to half a step", () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: -1, max: 1, noNaN: true })),
      fc.integer({ min: 1, max: 192_000 }),
      (samples, sampleRate) => {
        const audio = readWav(writeWav(Float32Array.from(samples), sampleRate));
        expect(audio.sampleRate).toBe(sampleRate);
        expect(audio.channels).toHaveLength(1);
        for (const [i, sample] of samples.entries()) {
          const step = sample > 0.9999 ? 1 : 0.5;
          expect(Math.abs(audio.channels[0]![i]! - sample)).toBeLessThanOrEqual(step / 32_768);
        }
      },
    ),
  );
});

test("writeWav(waveform, sampleRate) refuses samples out of range and rates that are none", () => {
  expect(() => writeWav(new Float32Array([0, 1.5]), 22_050)).toThrow(
    new RangeError("writeWav: expected samples in [−1, 1], got 1.5 at 1. Turn the waveform down."),
  );
  expect(() => writeWav(new Float32Array([Number.NaN]), 22_050)).toThrow(
    "writeWav: expected samples in [−1, 1], got NaN at 0.",
  );
  expect(() => writeWav(new Float32Array(1), 0.5)).toThrow(
    new RangeError("writeWav: expected sampleRate to be a positive integer, got 0.5."),
  );
});
