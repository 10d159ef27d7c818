import { expect, test } from "vitest";
import { stftKernel } from "../src/index.ts";
import { goldenSuite } from "./golden-suite.ts";
import { resampleSuite } from "./resample-suite.ts";

test("stftKernel is wasm where WebAssembly has SIMD", () => {
  expect(stftKernel()).toBe("wasm");
});

goldenSuite();
resampleSuite();
