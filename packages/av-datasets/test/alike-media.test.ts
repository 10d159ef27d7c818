import ndarray from "ndarray";
import sharp, { type Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import { comparableSound } from "../src/doctor/comparable-sound.ts";
import { disjointSets } from "../src/doctor/disjoint-sets.ts";
import { ones } from "../src/doctor/near-hashes.ts";
import { perceptualHash } from "../src/doctor/perceptual-hash.ts";
import { pictureLikeness, pixelSigns } from "../src/doctor/picture-signs.ts";
import { soundAnchors } from "../src/doctor/sound-anchors.ts";
import { soundLikeness } from "../src/doctor/sound-likeness.ts";
import { MADE_RATE, madePicture, madeSound } from "./made-media.ts";

async function signsOf(picture: Sharp) {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  return pixelSigns(ndarray(new Uint8Array(data), [info.height, info.width, info.channels]));
}

describe("pictures", () => {
  test("the hash of one grey is 0, and of a ramp stays when it is brighter and flatter", () => {
    expect(perceptualHash(new Uint8Array(1024).fill(90))).toEqual({ low: 0, high: 0 });
    const ramp = Float64Array.from({ length: 1024 }, (_, i) => (i % 32) ** 2 / 8 + i / 50);
    const flatter = ramp.map((value) => 40 + value / 2);
    expect(perceptualHash(flatter)).toEqual(perceptualHash(ramp));
  });

  test("a picture that is scaled and coded with loss has nearly the same hash, another has not", async () => {
    const first = await signsOf(madePicture(1, 256, 192));
    const small = await madePicture(1, 256, 192)
      .resize(100, 80, { fit: "fill" })
      .jpeg({ quality: 40 })
      .toBuffer();
    const again = await signsOf(sharp(small));
    const other = await signsOf(madePicture(2, 256, 192));
    const bits = (a: typeof first, b: typeof first): number =>
      ones(a.low ^ b.low) + ones(a.high ^ b.high);
    expect(bits(first, again)).toBeLessThanOrEqual(4);
    expect(bits(first, other)).toBeGreaterThan(12);
    expect(pictureLikeness(first.thumb, again.thumb)).toBeGreaterThan(0.98);
    expect(Math.abs(pictureLikeness(first.thumb, other.thumb))).toBeLessThan(0.8);
    expect(pictureLikeness(first.thumb, new Uint8Array(256))).toBe(0);
  });
});

test("a shape of one colour on nothing has a range, one colour alone has none", async () => {
  const pixels = (alpha: (i: number) => number) =>
    ndarray(
      Uint8Array.from({ length: 64 }, (_, i) => (i % 4 === 3 ? alpha(i) : 40)),
      [4, 4, 4],
    );
  const shape = await pixelSigns(pixels((i) => (i > 30 ? 255 : 0)));
  expect(shape).toMatchObject({ range: 255, transparent: true, width: 4, height: 4 });
  expect(await pixelSigns(pixels(() => 255))).toMatchObject({ range: 0, transparent: false });
});

describe("sounds", () => {
  const waveform = madeSound(1);
  const { clear } = comparableSound(waveform, MADE_RATE);

  test("an excerpt, upside down and quieter, correlates fully where it was taken from", () => {
    const part = clear.slice(3000, 11_000).map((value) => -0.3 * value);
    const { correlation, shift } = soundLikeness(clear, part);
    expect(correlation).toBeGreaterThan(0.999);
    expect(shift).toBe(3000);
    expect(soundLikeness(part, clear).shift).toBe(-3000);
  });

  test("other recordings do not correlate, and silence with nothing", () => {
    for (const seed of [2, 3, 4]) {
      const other = comparableSound(madeSound(seed), MADE_RATE).clear;
      expect(soundLikeness(clear, other).correlation).toBeLessThan(0.5);
    }
    expect(soundLikeness(clear, new Float64Array(100))).toEqual({ correlation: 0, shift: 0 });
    expect(soundLikeness(new Float64Array(0), clear).correlation).toBe(0);
  });

  test("moments of a recording keep their hashes when it is cut, louder and noisy", () => {
    const cut = Float32Array.from(waveform.subarray(4000), (value, i) => {
      return 2 * value + 0.00003 * Math.sin(i * i);
    });
    const bits = (
      a: ReturnType<typeof soundAnchors>,
      b: ReturnType<typeof soundAnchors>,
    ): number => {
      let least = 64;
      for (let i = 0; i < a.low.length; i++) {
        for (let j = 0; j < b.low.length; j++) {
          least = Math.min(least, ones(a.low[i]! ^ b.low[j]!) + ones(a.high[i]! ^ b.high[j]!));
        }
      }
      return least;
    };
    const own = soundAnchors(clear);
    expect(own.low.length).toBeGreaterThanOrEqual(2);
    expect(bits(own, soundAnchors(comparableSound(cut, MADE_RATE).clear))).toBeLessThanOrEqual(3);
    const other = soundAnchors(comparableSound(madeSound(2), MADE_RATE).clear);
    expect(bits(own, other)).toBeGreaterThan(7);
    expect(soundAnchors(new Float64Array(0)).low.length).toBe(0);
    expect(soundAnchors(new Float64Array(5)).low.length).toBe(1);
  });
});

test("pairs that are joined become groups, in the order of their first items", () => {
  const sets = disjointSets(7);
  sets.join(5, 3);
  sets.join(6, 2);
  sets.join(3, 1);
  expect(sets.groups()).toEqual([
    [1, 3, 5],
    [2, 6],
  ]);
  expect(sets.together(5, 1)).toBe(true);
  expect(sets.together(5, 2)).toBe(false);
});
