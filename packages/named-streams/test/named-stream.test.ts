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

// Runs name their seeds: an upgrade of what lies below must not change what a seed means.
test("seed 7 draws as it always has", () => {
  const stream = namedStream(7, "order");
  expect([stream.uniform(), stream.uniform()]).toEqual([0.385547685517477, 0.9846649564651513]);
  expect([stream.below(1000), stream.below(2 ** 40)]).toEqual([630, 640486947752]);
  expect(stream.normal()).toBeCloseTo(-0.4811939158574751, 12);
  expect(stream.permutation(5)).toEqual(Int32Array.of(2, 3, 4, 1, 0));
  expect(namedStream(2 ** 32 - 1, "scène/1").uniform()).toBe(0.1487672327988171);
});

test("drawing from one stream moves no other of the same seed", () => {
  const alone = namedStream(7, "crops");
  const expected = [alone.uniform(), alone.uniform()];
  const crops = namedStream(7, "crops");
  const order = namedStream(7, "order");
  const found = [crops.uniform(), order.permutation(9) && crops.uniform()];
  expect(found).toEqual(expected);
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

test("below stays in its range and is uniform, also where the range is no power of 2", () => {
  const stream = namedStream(3, "below");
  const counts = new Array<number>(6).fill(0);
  for (let draw = 0; draw < 12_000; draw++) counts[stream.below(6)]! += 1;
  expect(counts.length).toBe(6);
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  expect(stream.below(1)).toBe(0);
});

test("every order of three is as likely", () => {
  const stream = namedStream(3, "order");
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 6000; draw++) {
    const order = stream.permutation(3).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
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

test("a bound or a length that is no count is refused", () => {
  const { below, permutation } = namedStream(1, "x");
  expect(() => below(0)).toThrow(
    "below: expected bound to be an integer in 1 … 9007199254740991, got 0.",
  );
  expect(() => below(2 ** 53)).toThrow("got 9007199254740992.");
  expect(() => permutation(2.5)).toThrow(
    "permutation: expected length to be an integer of at least 0, got 2.5.",
  );
  expect(() => permutation(-1)).toThrow("got -1.");
});
