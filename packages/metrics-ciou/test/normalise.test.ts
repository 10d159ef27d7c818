import fc from "fast-check";
import ndarray from "ndarray";
import { expect, test } from "vitest";
import { binaryMap, divideByMax, minMax, thresholds } from "../src/index.ts";
import { row } from "./row.ts";

const values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), {
  minLength: 1,
  maxLength: 12,
});

test("minMax reaches exactly 0 and 1 and keeps the order of pixels", () => {
  fc.assert(
    fc.property(values, (data) => {
      const scaled = minMax(row(...data)).data;
      const constant = data.every((value) => value === data[0]);
      expect(Math.min(...scaled)).toBe(0);
      expect(Math.max(...scaled)).toBe(constant ? 0 : 1);
      for (let i = 1; i < data.length; i++) {
        const rises = data[i]! >= data[i - 1]!;
        expect(rises ? scaled[i]! >= scaled[i - 1]! : scaled[i]! <= scaled[i - 1]!).toBe(true);
      }
    }),
  );
});

test("divideByMax makes the greatest positive value 1 and keeps signs", () => {
  expect([...divideByMax(row(-1, 2, 4)).data]).toEqual([-0.25, 0.5, 1]);
});

test("divideByMax ignores a positive factor, minMax also an offset", () => {
  const map = [0.125, 0.75, 0.5];
  expect(divideByMax(row(...map.map((x) => 8 * x))).data).toEqual(divideByMax(row(...map)).data);
  expect(minMax(row(...map.map((x) => 8 * x - 3))).data).toEqual(minMax(row(...map)).data);
});

test("a map of one pixel is constant", () => {
  expect([...minMax(row(3)).data]).toEqual([0]);
  expect([...divideByMax(row(3)).data]).toEqual([1]);
});

test("binaryMap is strict and honours any threshold", () => {
  expect([...binaryMap(row(-2, -1, 0), -1).data]).toEqual([0, 0, 1]);
  expect(() => binaryMap(row(1), Number.NaN)).toThrow(
    new RangeError("binaryMap: expected a finite threshold, got NaN."),
  );
});

test("a pixel that equals the threshold is off in either precision", () => {
  for (const threshold of thresholds()) {
    const float32 = ndarray(Float32Array.of(threshold), [1, 1]);
    expect([...binaryMap(row(threshold), threshold).data]).toEqual([0]);
    expect([...binaryMap(float32, threshold).data]).toEqual([0]);
  }
});

test("no argument is changed", () => {
  const map = row(1, 2, 3);
  minMax(map);
  divideByMax(map);
  binaryMap(map, 2);
  expect(map.data).toEqual([1, 2, 3]);
});
