import { expect } from "vitest";
import type { BenchmarkScene, Box } from "../src/index.ts";

export const area = ({ left, top, right, bottom }: Box): number => (right - left) * (bottom - top);

/** The bounds of the pixels of a square for which the test holds. */
export function bounds(side: number, holds: (pixel: number) => boolean): Box {
  const box = { left: side, top: side, right: 0, bottom: 0 };
  for (let pixel = 0; pixel < side * side; pixel++) {
    if (!holds(pixel)) continue;
    const x = pixel % side;
    const y = Math.floor(pixel / side);
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
  }
  return box;
}

export const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Holds a scene against what every scene of its options has. */
export function expectTrueScene(
  scene: BenchmarkScene,
  asked: {
    readonly side: number;
    readonly objects: number;
    readonly sounding: number;
    readonly distractors: number;
    readonly equalArea: boolean;
    readonly length: number;
  },
): void {
  const { picture, sound, objects, offScreen } = scene;
  const { side, sounding, length } = asked;
  expect(picture.shape).toEqual([side, side, 3]);
  expect(objects.map(({ canSound }) => canSound)).toEqual([
    ...Array(asked.objects).fill(true),
    ...Array(asked.distractors).fill(false),
  ]);
  expect(objects.map((object) => object.sounding)).toEqual(
    objects.map((_, number) => number < sounding),
  );
  const classes = [...objects.map((object) => object.class), ...(offScreen ? [offScreen] : [])];
  expect(new Set(classes).size).toBe(classes.length);
  const inRange = (samples: Float32Array): boolean =>
    samples.length === length && samples.every((sample) => Math.abs(sample) <= 1);
  expect(inRange(sound)).toBe(true);
  for (const [place, { box, mask, sound: own, sounding: heard }] of objects.entries()) {
    expect(mask.shape).toEqual([side, side]);
    expect(bounds(side, (pixel) => mask.data[pixel] === 1)).toEqual(box);
    expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(0);
    expect(Math.max(box.right, box.bottom)).toBeLessThanOrEqual(side);
    expect(objects.slice(place + 1).some((other) => overlap(box, other.box))).toBe(false);
    expect(own !== undefined).toBe(heard);
    if (own !== undefined) {
      expect(inRange(own)).toBe(true);
      expect(own.some((sample) => Math.abs(sample) > 0.01)).toBe(true);
    }
  }
  const areas = objects.map(({ box }) => area(box));
  if (asked.equalArea) expect(Math.max(...areas) / Math.min(...areas)).toBeLessThanOrEqual(1.25);
}
