import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { whiteNoise } from "../src/index.ts";

const rms = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
const sound = (length: number, loudness: number): Float32Array =>
  new Float32Array(length).map((_, i) => (i % 2 === 0 ? loudness : -loudness));

describe("whiteNoise(waveform, { seed, name })", () => {
  test("is as long as the sound, and as loud, but for what would not fit into [−1, 1]", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        (loudness, seed) => {
          const noise = whiteNoise(sound(4000, loudness), { seed, name: "a" });
          expect(noise.length).toBe(4000);
          expect(Math.max(...noise.map(Math.abs))).toBeLessThanOrEqual(
            Math.min(1, Math.sqrt(3) * Math.fround(loudness)) + 1e-7,
          );
          expect(rms(noise)).toBeCloseTo(Math.min(loudness, 1 / Math.sqrt(3)), 1);
        },
      ),
      { numRuns: 20 },
    );
  });

  test("neighbouring samples have nothing in common, nor have noises of other names or seeds", () => {
    const noise = (seed: number, name: string): Float32Array =>
      whiteNoise(sound(20_000, 0.3), { seed, name });
    const correlation = (a: Float32Array, b: Float32Array): number =>
      a.reduce((sum, value, i) => sum + value * b[i]!, 0) / (a.length * rms(a) * rms(b));
    const one = noise(1, "a");
    expect(noise(1, "a")).toEqual(one);
    expect(Math.abs(correlation(one.subarray(0, -1), one.subarray(1)))).toBeLessThan(0.03);
    expect(Math.abs(correlation(one, noise(1, "b")))).toBeLessThan(0.03);
    expect(Math.abs(correlation(one, noise(2, "a")))).toBeLessThan(0.03);
  });

  test("is heard also in the place of silence", () => {
    expect(rms(whiteNoise(new Float32Array(4000), { seed: 1, name: "a" }))).toBeCloseTo(0.1, 2);
  });

  test("refuses an empty sound and one that is not finite", () => {
    expect(() => whiteNoise(new Float32Array(0), { seed: 1, name: "a" })).toThrow(
      new RangeError("whiteNoise: expected a waveform of at least one sample, got none."),
    );
    const broken = new Float32Array([0, Number.NaN]);
    expect(() => whiteNoise(broken, { seed: 1, name: "a" })).toThrow(
      new RangeError("whiteNoise: expected finite samples, got NaN at 1. Repair the sound first."),
    );
  });
});
