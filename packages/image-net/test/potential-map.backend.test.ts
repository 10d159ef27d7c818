import { expectClose, expectNoLeak } from "@ssl/testing";
import { dispose, type Tensor, type Tensor3D, tensor2d, tensor3d } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { potentialMap } from "../src/index.ts";

expectNoLeak();

test("a cell's share is the exponential of its number, by hand", async () => {
  const logits = tensor3d([[[0, Math.log(3)]], [[Math.log(4), Math.log(1)]]]);
  const map = potentialMap(logits);
  expectClose(await map.data(), [0.25, 0.75, 0.8, 0.2], { rtol: 1e-5, atol: 0 });
  dispose([logits, map]);
});

test("logits of another shape are refused", () => {
  const logits = tensor2d([[1, 2]]);
  expect(() => potentialMap(logits as Tensor as Tensor3D)).toThrow(
    "potentialMap: expected logits of shape [batch, height, width], got [1, 2].",
  );
  logits.dispose();
});

test("a potential map sums to 1 and does not see a constant added to every cell", async () => {
  const cell = fc.integer({ min: -80, max: 80 });
  const grid = fc.tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
    fc.array(cell, { minLength: 32, maxLength: 32 }),
    cell,
  );
  await fc.assert(
    fc.asyncProperty(grid, async ([height, width, cells, constant]) => {
      const size = 2 * height * width;
      const values = cells.slice(0, size);
      const shape: [number, number, number] = [2, height, width];
      const logits = tensor3d(values, shape);
      const shifted = tensor3d(
        values.map((value) => value + constant),
        shape,
      );
      const map = potentialMap(logits);
      const same = potentialMap(shifted);
      const found = await map.data<"float32">();
      expectClose(await same.data(), found, { rtol: 1e-5, atol: 1e-7 });
      for (const start of [0, size / 2]) {
        const sum = found.slice(start, start + size / 2).reduce((total, p) => total + p, 0);
        expect(sum).toBeCloseTo(1, 5);
      }
      dispose([logits, shifted, map, same]);
    }),
    { numRuns: 30, seed: 1 },
  );
});
