import { expect, test, vi } from "vitest";
import { stftKernel } from "../src/index.ts";
import { goldenSuite } from "./golden-suite.ts";
import { resampleSuite } from "./resample-suite.ts";

// The kernels are instantiated at their first use, so this file runs without them.
vi.stubGlobal("WebAssembly", undefined);

test("stftKernel is typescript where WebAssembly is missing", () => {
  expect(stftKernel()).toBe("typescript");
});

goldenSuite();
resampleSuite();
