import type { KernelFunc } from "@tensorflow/tfjs-core";
import type { WasmMemory } from "./wasm-memory.ts";

/** Makes a kernel for one backend's memory; `original` is tfjs' own, where it has one. */
export type WasmKernel = (memory: WasmMemory, original: KernelFunc | undefined) => KernelFunc;
