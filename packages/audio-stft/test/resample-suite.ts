import { expectClose } from "@ssl/testing";
import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { resample } from "../src/index.ts";
import { tone } from "./tone.ts";

/** Holds the resampler in use against tones, silence and its own definition. */
export function resampleSuite(): void {
  describe("resample", () => {
    test.each([
      { from: 44_100, to: 22_050 },
      { from: 48_000, to: 22_050 },
      { from: 22_050, to: 48_000 },
      { from: 8_000, to: 22_050 },
      { from: 1_001, to: 1_000 },
      { from: 192_000, to: 8_000 },
    ])("keeps a tone from $from to $to Hz", ({ from, to }) => {
      const frequency = 0.09 * Math.min(from, to);
      const { data } = resample(ndarray(tone(frequency, from, 1)), { from, to });
      const middle = [Math.floor(0.2 * to), Math.floor(0.8 * to)] as const;
      expect(data.length).toBe(to);
      expectClose(data.subarray(...middle), tone(frequency, to, 1).subarray(...middle), {
        rtol: 0,
        atol: 4e-6,
      });
    });

    test.each([44_100, 48_000])("silences 13 kHz of %i Hz, too high for 22 050 Hz", (from) => {
      const { data } = resample(ndarray(tone(13_000, from, 0.5)), { from, to: 22_050 });
      const middle = data.subarray(2205, 8820);
      expect(Math.max(...middle.map(Math.abs))).toBeLessThan(2e-6); // −114 dB
    });

    test("weighs an impulse by the filter, whichever block it falls into", () => {
      // 3 : 2 has two rows of taps; 60 000 outputs are more than one block.
      const impulse = new Float32Array(90_000);
      const places = [300, 12_288, 60_000];
      for (const place of places) impulse[place] = 1;
      const { data } = resample(ndarray(impulse), { from: 3, to: 2 });
      expect(data[200]).toBeCloseTo(0.94 * (2 / 3), 4); // the cut-off over the input's half
      const around = (place: number): Float32Array =>
        data.subarray((place * 2) / 3 - 90, (place * 2) / 3 + 91);
      for (const place of places) {
        expect(around(place)).toEqual(around(300));
        expectClose(around(place).slice().reverse(), around(place), { rtol: 0, atol: 1e-7 });
      }
    });

    test("is linear and does not write to its argument", () => {
      const [a, b] = [tone(100, 8_000, 0.1), tone(777, 8_000, 0.1)];
      const before = a.slice();
      const rates = { from: 8_000, to: 11_025 };
      const sum = resample(ndarray(a.map((value, i) => value + 2 * b[i]!)), rates).data;
      const [ra, rb] = [resample(ndarray(a), rates).data, resample(ndarray(b), rates).data];
      expectClose(
        sum,
        ra.map((value, i) => value + 2 * rb[i]!),
        { rtol: 0, atol: 2e-6 },
      );
      expect(a).toEqual(before);
    });

    test("returns a copy when the rates are equal", () => {
      const waveform = ndarray(Float32Array.of(0.5, -0.25));
      const copy = resample(waveform, { from: 22_050, to: 22_050 });
      expect(copy.data).toEqual(waveform.data);
      expect(copy.data.buffer).not.toBe(waveform.data.buffer);
    });

    test("returns every output time before the end: ⌈samples · to / from⌉", () => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 300 }), (samples) => {
          const waveform = ndarray(new Float32Array(samples));
          const { data } = resample(waveform, { from: 7, to: 5 });
          expect(data.length).toBe(Math.ceil((samples * 5) / 7));
          expect((data.length - 1) / 5).toBeLessThan(samples / 7);
        }),
      );
    });
  });
}
