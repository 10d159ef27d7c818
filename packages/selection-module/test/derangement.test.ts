import { namedStream } from "@ssl/named-streams";
import fc from "fast-check";
import { expect, test } from "vitest";
import { derangement } from "../src/index.ts";

test("a derangement holds every index once and none in its place", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), (length, seed) => {
      const order = derangement(length, namedStream(seed, "negatives"));
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
      expect(order.every((item, index) => item !== index)).toBe(true);
    }),
  );
});

test("all nine derangements of four come equally often", () => {
  const stream = namedStream(5, "negatives");
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 9000; draw++) {
    const order = derangement(4, stream).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(9);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test("a batch of one is refused", () => {
  expect(() => derangement(1, namedStream(5, "negatives"))).toThrow(
    "derangement: expected length to be an integer of at least 2, got 1. A batch of one has no " +
      "negative.",
  );
});
