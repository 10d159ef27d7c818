import fc from "fast-check";
import { expect, test } from "vitest";
import { namedStream } from "../src/index.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test("equal seeds and names give equal streams, other names and seeds give others", () => {
  fc.assert(
    fc.property(seeds, fc.string(), (seed, name) => {
      const draw = (s: number, n: string): number[] => {
        const stream = namedStream(s, n);
        return [stream.uniform(), stream.uniform(), stream.normal(), stream.below(1000)];
      };
      expect(draw(seed, name)).toEqual(draw(seed, name));
      expect(draw(seed, name)).not.toEqual(draw(seed, `${name}x`));
      expect(draw(seed, name)).not.toEqual(draw((seed + 1) % 2 ** 32, name));
    }),
  );
});

test("the first draws of neighbouring seeds and names are uncorrelated and uniform", () => {
  const draws = Array.from({ length: 4000 }, (_, i) =>
    namedStream(i % 200, `scene-${Math.floor(i / 200)}`).uniform(),
  );
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  const lag = draws.slice(1).reduce((sum, x, i) => sum + (x - 0.5) * (draws[i]! - 0.5), 0) / 3999;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
  expect(Math.abs(lag * 12)).toBeLessThan(0.08);
});

test("normal has mean 0 and variance 1", () => {
  const stream = namedStream(3, "normal");
  const draws = Array.from({ length: 20_000 }, () => stream.normal());
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.05);
});

test("permutation holds every index once", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 0, max: 50 }), (seed, length) => {
      const sorted = [...namedStream(seed, "order").permutation(length)].sort((a, b) => a - b);
      expect(sorted).toEqual(Array.from({ length }, (_, i) => i));
    }),
  );
});

test("a seed that is no unsigned 32-bit integer is refused", () => {
  expect(() => namedStream(-1, "x")).toThrow(
    "namedStream: expected seed to be an integer in 0 … 4294967295, got -1.",
  );
  expect(() => namedStream(0.5, "x")).toThrow("got 0.5.");
});

test("an empty range is refused", () => {
  expect(() => namedStream(1, "x").below(0)).toThrow(
    "below: expected bound to be an integer of at least 1, got 0.",
  );
});
