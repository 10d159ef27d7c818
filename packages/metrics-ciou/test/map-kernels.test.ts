import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { mulberry32 } from "@ssl/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Upsampling } from "../src/index.ts";
import type { MapKernels } from "../src/map-kernels.ts";
import { plainKernels } from "../src/plain-kernels.ts";
import { isCubic, resizeTable } from "../src/resize-table.ts";
import { wasmKernels } from "../src/wasm-kernels.ts";

const wasm = wasmKernels()!;
const plain = plainKernels();

test("the committed kernels are what their sources compile to, byte for byte", () => {
  const committed = readFileSync(new URL("../src/map-kernels.wasm.ts", import.meta.url), "utf8");
  const [script, sources] = ["../../../tooling/build-kernels.mjs", "../assembly"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  ) as [string, string];
  const rebuilt = execFileSync(process.execPath, [script, sources], { encoding: "utf8" });
  expect(rebuilt === committed, "run `pnpm run build:wasm`").toBe(true);
});

/** Numbers at a place of the memory. */
type Input = readonly [place: number, numbers: ArrayLike<number>, kind?: "ints"];

/** Runs both sets of kernels on the same memory and returns what each left and returned. */
function both(
  words: number,
  inputs: readonly Input[],
  run: (kernels: MapKernels) => unknown,
): { floats: Float32Array; result: unknown }[] {
  return [wasm, plain].map((kernels) => {
    const { floats, ints } = kernels.memory(words);
    floats.fill(0, 0, words);
    for (const [place, numbers, kind] of inputs) (kind ? ints : floats).set(numbers, place);
    const result = run(kernels);
    return { floats: floats.slice(0, words), result };
  });
}

const sides = fc.integer({ min: 1, max: 11 });
const upsamplings = fc.constantFrom<Upsampling>(
  "bilinear",
  "bilinear as in OpenCV",
  "bilinear, corners aligned",
  "bicubic",
  "bicubic, corners aligned",
);

test("both resize to the same numbers and the same range", () => {
  fc.assert(
    fc.property(
      sides,
      sides,
      sides,
      sides,
      upsamplings,
      fc.nat(),
      (h, w, height, width, by, seed) => {
        const next = mulberry32(seed);
        const given = Float32Array.from({ length: h * w }, () => next() / 2 ** 31 - 1);
        const [columns, rows, source, stretched, map] = [4, 100, 200, 330, 460];
        const inputs: Input[] = [
          [columns, resizeTable(by, "columns", w, width), "ints"],
          [rows, resizeTable(by, "rows", h, height), "ints"],
          [source, given],
        ];
        const [a, b] = both(600, inputs, (kernels) =>
          kernels.resize(
            ...[source, h, w, columns, rows, stretched, map, height, width],
            isCubic(by),
            0,
          ),
        );
        expect(a).toEqual(b);
        const { floats } = a!;
        const resized = floats.slice(map, map + height * width);
        expect([floats[0], floats[1]]).toEqual([Math.min(...resized), Math.max(...resized)]);
        if (h === height && w === width) expect(resized).toEqual(given);
      },
    ),
  );
});

test("both count the same pixels of rectangles", () => {
  const rectangle = fc
    .tuple(fc.nat(11), fc.nat(7), fc.nat(11), fc.nat(7))
    .map(([a, b, c, d]) => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]);
  fc.assert(
    fc.property(
      fc.array(rectangle, { maxLength: 4 }),
      fc.array(fc.constantFrom(-1, 0, 0.25, 0.5, 2, Infinity), { minLength: 1, maxLength: 5 }),
      fc.nat(),
      (rectangles, cuts, seed) => {
        const next = mulberry32(seed);
        const map = Float32Array.from({ length: 77 }, () => (next() % 5) / 4 - 0.25);
        const inputs: Input[] = [
          [0, rectangles.flat(), "ints"],
          [20, cuts],
          [40, map],
        ];
        const counts = both(140, inputs, (kernels) => {
          kernels.countsFrom(40, 11, 0, rectangles.length, 20, cuts.length, 30);
          return [...kernels.memory(0).ints.slice(30, 30 + cuts.length)];
        }).map(({ result }) => result);
        const expected = cuts.map((cut) =>
          rectangles.reduce((sum, [left = 0, top = 0, right = 0, bottom = 0]) => {
            const inside = map.filter((value, i) => {
              const [x, y] = [i % 11, Math.floor(i / 11)];
              return x >= left && x < right && y >= top && y < bottom && value >= cut;
            });
            return sum + inside.length;
          }, 0),
        );
        expect(counts).toEqual([expected, expected]);
      },
    ),
  );
});

describe("order statistics", () => {
  const count = 7001;
  const next = mulberry32(9);
  const uniform = (): number => next() / 2 ** 32;
  const kinds: Readonly<Record<string, () => number>> = {
    uniform,
    "mostly 0": () => Math.max(uniform() - 0.9, 0),
    "mostly the same in the middle": () => (uniform() < 0.7 ? 0.5 : uniform()),
    "two values": () => Number(uniform() < 0.5),
    constant: () => -2.5,
    "of all magnitudes": () => (uniform() - 0.5) * 10 ** (60 * uniform() - 30),
    "with negative zeros": () => (uniform() < 0.5 ? -0 : 0),
  };
  test.each(Object.keys(kinds))("of numbers %s are those of sorting", (kind) => {
    const values = Float32Array.from({ length: count }, kinds[kind]!);
    const sorted = values.slice().sort();
    const range = [sorted[0]!, sorted[count - 1]!];
    for (const rank of [0, 1, 17, 3499, 3500, 5000, 6999, 7000]) {
      for (const bracket of [
        [1, 0],
        [sorted[3400]!, sorted[3600]!],
        [-Infinity, Infinity],
      ]) {
        const inputs: Input[] = [
          [0, range],
          [4, [...bracket, Number.NaN]],
          [8, values],
        ];
        const [a, b] = both(15_000, inputs, (kernels) => {
          return kernels.orderStatistic(8, count, rank, 0, 4, 7100);
        });
        expect(a?.result === b?.result).toBe(true);
        expect(Number(a?.result) + 0).toBe(sorted[rank]! + 0);
        expect(a?.floats.slice(8, 8 + count)).toEqual(values);
        const before = a!.floats[6]!;
        if (!Number.isNaN(before)) expect(before + 0).toBe(sorted[rank - 1]! + 0);
      }
    }
  });
});

test("both add up the same numbers in the same order", () => {
  const next = mulberry32(3);
  for (const count of [1, 3, 4, 7, 1001]) {
    const values = Float32Array.from({ length: count }, () => next() / 2 ** 32 - 0.5);
    const sums = both(2000, [[0, values]], (kernels) => kernels.sumAbove(0, count, 0.1));
    expect(sums[0]?.result).toBe(sums[1]?.result);
    const slow = values.filter((value) => value > Math.fround(0.1)).reduce((a, b) => a + b, 0);
    expect(Math.abs(Number(sums[0]?.result) - slow)).toBeLessThan(1e-9);
  }
});
