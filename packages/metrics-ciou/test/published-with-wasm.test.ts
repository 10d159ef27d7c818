import { expect, test } from "vitest";
import { wasmKernels } from "../src/wasm-kernels.ts";
import { publishedSuite } from "./published-suite.ts";

test("there are kernels in WebAssembly", () => {
  expect(wasmKernels()).toBeDefined();
});

publishedSuite();
