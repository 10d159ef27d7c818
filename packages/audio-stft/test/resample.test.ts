import { expectClose } from "@ssl/testing";
import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { resample } from "../src/index.ts";
import { tone } from "./tone.ts";

describe("resample", () => {
  test.each([
    { from: 44_100, to: 22_050 },
    { from: 48_000, to: 22_050 },
    { from: 22_050, to: 48_000 },
    { from: 8_000, to: 22_050 },
    { from: 22_051, to: 22_050 },
  ])("keeps a tone of 1 kHz from $from to $to Hz", ({ from, to }) => {
    const { data } = resample(ndarray(tone(1000, from, 0.5)), { from, to });
    const middle = [Math.floor(0.1 * to), Math.floor(0.4 * to)] as const;
    expect(data.length).toBe(Math.ceil((Math.floor(0.5 * from) * to) / from));
    expectClose(data.subarray(...middle), tone(1000, to, 0.5).subarray(...middle), {
      rtol: 0,
      atol: 4e-6,
    });
  });

  test.each([44_100, 48_000])("silences 13 kHz of %i Hz, which 22 050 Hz cannot hold", (from) => {
    const { data } = resample(ndarray(tone(13_000, from, 0.5)), { from, to: 22_050 });
    const middle = data.subarray(2205, 8820);
    expect(Math.max(...middle.map(Math.abs))).toBeLessThan(2e-6); // −114 dB
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
