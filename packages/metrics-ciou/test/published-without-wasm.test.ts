import { expect, test, vi } from "vitest";
import { wasmKernels } from "../src/wasm-kernels.ts";
import { publishedSuite } from "./published-suite.ts";

// The kernels are instantiated at their first use, so this file runs without them.
vi.stubGlobal("WebAssembly", undefined);

test("there are no kernels in WebAssembly", () => {
  expect(wasmKernels()).toBeUndefined();
});

publishedSuite();
