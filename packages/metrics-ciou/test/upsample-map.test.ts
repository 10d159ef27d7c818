import fc from "fast-check";
import { expect, test } from "vitest";
import { upsampleMap } from "../src/index.ts";
import { row, rows } from "./row.ts";

test("two pixels become four with half-pixel centres, in both directions", () => {
  expect([...upsampleMap(row(0, 1), { height: 1, width: 4 }).data]).toEqual([0, 0.25, 0.75, 1]);
  expect([...upsampleMap(rows([0], [1]), { height: 4, width: 1 }).data]).toEqual([
    0, 0.25, 0.75, 1,
  ]);
});

test("the size it has leaves a map as it is", () => {
  const map = rows([0.25, 0.5, 1], [0, 0.75, 0.125]);
  expect([...upsampleMap(map, { height: 2, width: 3 }).data]).toEqual(map.data);
});

test("a smaller size samples between the pixels at its centres", () => {
  expect([...upsampleMap(row(0, 1, 2, 4), { height: 1, width: 2 }).data]).toEqual([0.5, 3]);
});

test("a constant map stays exactly constant, and no value leaves the map's range", () => {
  const sides = fc.integer({ min: 1, max: 9 });
  const pixels = fc.float({ noNaN: true, min: -1, max: 1 });
  fc.assert(
    fc.property(pixels, sides, sides, (value, height, width) => {
      const resized = upsampleMap(rows([value, value], [value, value]), { height, width });
      expect(resized.data.every((other) => other === value)).toBe(true);
    }),
  );
  fc.assert(
    fc.property(
      fc.array(pixels, { minLength: 4, maxLength: 4 }),
      sides,
      sides,
      (p, height, width) => {
        const { data } = upsampleMap(rows(p.slice(0, 2), p.slice(2)), { height, width });
        const slack = 1e-7;
        expect(Math.min(...data)).toBeGreaterThanOrEqual(Math.min(...p) - slack);
        expect(Math.max(...data)).toBeLessThanOrEqual(Math.max(...p) + slack);
      },
    ),
  );
});

test("a size that is not positive is refused", () => {
  expect(() => upsampleMap(row(1), { height: 224, width: -1 })).toThrow(
    new RangeError(
      "upsampleMap: expected height and width to be integers of at least 1, got 224 × -1.",
    ),
  );
});
