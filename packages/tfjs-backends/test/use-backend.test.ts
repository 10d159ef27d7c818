import { getBackend, matMul, ones, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { useBackend } from "../src/index.ts";

test.each(["cpu", "wasm"] as const)(
  "useBackend(%s) selects that backend and it computes",
  async (name) => {
    expect((await useBackend(name)).name).toBe(name);
    expect(getBackend()).toBe(name);
    const product = tidy(() => matMul(ones([2, 3]), ones([3, 1])));
    expect(Array.from(await product.data())).toEqual([3, 3]);
    product.dispose();
  },
);
