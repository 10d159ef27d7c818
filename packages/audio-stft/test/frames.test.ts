import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type FrameOptions,
  frameAtSeconds,
  frameCount,
  frameTimeSeconds,
  samplesForFrames,
} from "../src/index.ts";

test("10.0 s at 22 050 Hz are 432 frames, 430 uncentered", () => {
  expect(frameCount(220_500)).toBe(432);
  expect(frameCount(220_500, { centered: false })).toBe(430);
});

test("431 frames need 219 730 to 220 240 samples", () => {
  expect(samplesForFrames(431)).toBe(219_730);
  expect([219_729, 219_730, 220_240, 220_241].map((samples) => frameCount(samples))).toEqual([
    430, 431, 431, 432,
  ]);
});

test("samplesForFrames is the shortest waveform of so many frames", () => {
  const options = fc.record({
    windowLength: fc.integer({ min: 1, max: 50 }),
    hopLength: fc.integer({ min: 1, max: 60 }),
    centered: fc.boolean(),
  });
  fc.assert(
    fc.property(options, fc.integer({ min: 1, max: 40 }), (choice, frames) => {
      const samples = samplesForFrames(frames, choice);
      expect(frameCount(samples, choice)).toBeGreaterThanOrEqual(frames);
      if (samples > 1) {
        expect(frameCount(samples, choice)).toBe(frames);
        expect(framesOrNone(samples - 1, choice)).toBe(frames - 1);
      }
      expect(frameCount(samples + choice.hopLength, choice)).toBeGreaterThan(frames);
    }),
  );
});

test("one sample under an even window has two frames if the hop is 1", () => {
  const options = { windowLength: 2, hopLength: 1 };
  expect(samplesForFrames(1, options)).toBe(1);
  expect(frameCount(1, options)).toBe(2);
});

test("frameTimeSeconds is the middle of the window", () => {
  expect(frameTimeSeconds(0, { sampleRate: 100, windowLength: 10 })).toBe(0);
  expect(frameTimeSeconds(3, { sampleRate: 100, windowLength: 10 })).toBeCloseTo(0.15, 12);
  expect(frameTimeSeconds(0, { sampleRate: 100, windowLength: 10, centered: false })).toBe(0.05);
  expect(frameTimeSeconds(0, { sampleRate: 100, windowLength: 11 })).toBe(0.005);
});

test("frameAtSeconds finds every frame again, and the nearest to times between", () => {
  const options = { sampleRate: 22_050, centered: false };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), (frame) => {
      const middle = frameTimeSeconds(frame, options);
      expect(frameAtSeconds(middle, options)).toBe(frame);
      expect(frameAtSeconds(middle + 0.011, options)).toBe(frame);
      expect(frameAtSeconds(middle + 0.012, options)).toBe(frame + 1);
    }),
  );
  expect(frameAtSeconds(0, options)).toBe(0);
});

/** 0 where an uncentered waveform is too short for any frame. */
function framesOrNone(samples: number, options: FrameOptions): number {
  const { windowLength = 1022, centered = true } = options;
  return !centered && samples < windowLength ? 0 : frameCount(samples, options);
}
