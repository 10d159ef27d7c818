import { expect, test } from "vitest";
import { stftKernel } from "../src/index.ts";
import { goldenSuite } from "./golden-suite.ts";

test("stftKernel is wasm where WebAssembly has SIMD", () => {
  expect(stftKernel()).toBe("wasm");
});

goldenSuite();
