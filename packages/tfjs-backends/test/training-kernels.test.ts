import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { trainingKernelsForSharedMemory } from "../src/training-kernels.wasm.ts";

test("the compiled kernels are what their source compiles to", async () => {
  const build = new URL("../assembly/build.mjs", import.meta.url).href;
  const { kernelsModule } = (await import(build)) as { kernelsModule: () => Promise<string> };
  const committed = await readFile(new URL("../src/training-kernels.wasm.ts", import.meta.url));
  expect(committed.toString()).toBe(await kernelsModule());
});

test("the kernels for a threaded backend start on shared memory", async () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  const bytes = Buffer.from(trainingKernelsForSharedMemory, "base64");
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  const columnSums = instance.exports.columnSums as (...numbers: number[]) => void;
  new Float32Array(memory.buffer, 64, 6).set([1, 2, 3, 4, 5, 6]);
  columnSums(64, 1, 3, 2, 1, 128);
  expect(Array.from(new Float32Array(memory.buffer, 128, 2))).toEqual([9, 12]);
});
