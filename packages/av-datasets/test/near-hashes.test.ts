import fc from "fast-check";
import { expect, test } from "vitest";
import { nearHashes, ones } from "../src/doctor/near-hashes.ts";

const half = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const bit = fc.integer({ min: 0, max: 63 });

test("bits are counted", () => {
  expect([0, 1, 3, -1, 0x80000000 | 0, 0x55555555].map(ones)).toEqual([0, 1, 2, 32, 1, 16]);
});

test("every near pair is found once, as by comparing all with all", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(half, half), { maxLength: 12 }),
      fc.array(fc.tuple(fc.nat(), fc.array(bit, { maxLength: 12 })), { maxLength: 12 }),
      fc.integer({ min: 0, max: 11 }),
      (random, flips, radius) => {
        const all = [...random];
        // Others that differ from one of them in a few bits.
        for (const [of, bits] of flips) {
          let [low, high] = all[of % Math.max(1, all.length)] ?? [0, 0];
          for (const at of bits) {
            if (at < 32) low ^= 1 << at;
            else high ^= 1 << (at - 32);
          }
          all.push([low, high]);
        }
        const low = Int32Array.from(all, ([value]) => value);
        const high = Int32Array.from(all, ([, value]) => value);
        const found: string[] = [];
        nearHashes({ low, high }, radius, (a, b, bits) => found.push(`${a} ${b} ${bits}`));
        const expected: string[] = [];
        for (let a = 0; a < all.length; a++) {
          for (let b = a + 1; b < all.length; b++) {
            const bits = ones(low[a]! ^ low[b]!) + ones(high[a]! ^ high[b]!);
            if (bits <= radius) expected.push(`${a} ${b} ${bits}`);
          }
        }
        expect(found.sort()).toEqual(expected.sort());
      },
    ),
    { numRuns: 60 },
  );
});

test("144,000 random hashes are searched without comparing all with all", () => {
  const count = 144_000;
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state ^ (state >>> 15);
  };
  const low = Int32Array.from({ length: count }, random);
  const high = Int32Array.from({ length: count }, random);
  low[count - 1] = low[17]! ^ 0b1011;
  high[count - 1] = high[17]!;
  const found: string[] = [];
  const started = performance.now();
  nearHashes({ low, high }, 5, (a, b, bits) => found.push(`${a} ${b} ${bits}`));
  expect(found).toContain(`17 ${count - 1} 3`);
  // All with all would be 10¹⁰ comparisons, a minute; this is a generous bound.
  expect(performance.now() - started).toBeLessThan(15_000);
});
