import { expectClose } from "@ssl/testing";
import { describe, expect, test } from "vitest";
import { monoWaveform } from "../src/index.ts";

const sine = (sampleRate: number, samples: number): Float32Array =>
  Float32Array.from({ length: samples }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / sampleRate));

describe("monoWaveform(audio, sampleRate)", () => {
  test("is the mean of the channels", () => {
    const channels = [new Float32Array([1, 0.5]), new Float32Array([0, -0.5])];
    const mono = monoWaveform({ sampleRate: 22_050, channels });
    expect(mono.shape).toEqual([2]);
    expect(Array.from(mono.data)).toEqual([0.5, 0]);
  });

  test("leaves its input alone, of one channel too", () => {
    const channels = [new Float32Array([1])];
    monoWaveform({ sampleRate: 22_050, channels }).data[0] = 7;
    expect(channels[0]![0]).toBe(1);
  });

  test("brings a tone to the rate asked for", () => {
    const audio = { sampleRate: 44_100, channels: [sine(44_100, 4410)] };
    for (const rate of [22_050, 16_000]) {
      const mono = monoWaveform(audio, rate);
      expect(mono.shape).toEqual([rate / 10]);
      // Away from the ends, where the filter sees the silence beyond.
      expectClose(
        mono.data.subarray(rate / 40, rate / 20),
        sine(rate, rate / 10).subarray(rate / 40, rate / 20),
        { rtol: 0, atol: 1e-4 },
      );
    }
  });

  test("refuses channels of different lengths, and none", () => {
    const channels = [new Float32Array(2), new Float32Array(3)];
    expect(() => monoWaveform({ sampleRate: 8000, channels })).toThrow(
      "monoWaveform: expected channels of one length, got 2, 3.",
    );
    expect(() => monoWaveform({ sampleRate: 8000, channels: [] })).toThrow(
      "monoWaveform: expected channels of one length, got none.",
    );
  });

  test("refuses a rate that is no positive integer", () => {
    const audio = { sampleRate: 8000, channels: [new Float32Array(2)] };
    expect(() => monoWaveform(audio, 0)).toThrow(
      new RangeError("monoWaveform: expected sampleRate to be a positive integer, got 0."),
    );
  });
});
