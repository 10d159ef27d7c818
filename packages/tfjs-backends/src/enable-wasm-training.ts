import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  getKernel,
  type KernelConfig,
  registerKernel,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import { batchMatMul } from "./batch-mat-mul.ts";
import { columnReduction } from "./column-reduction.ts";
import { conv2dBackpropFilter } from "./conv2d-backprop-filter.ts";
import { conv2dBackpropInput } from "./conv2d-backprop-input.ts";
import { maxPoolGrad } from "./max-pool-grad.ts";
import { unsortedSegmentSum } from "./unsorted-segment-sum.ts";
import type { WasmKernel } from "./wasm-kernel.ts";
import { wasmMemory } from "./wasm-memory.ts";

const kernels: Readonly<Record<string, WasmKernel>> = {
  BatchMatMul: batchMatMul,
  Conv2DBackpropFilter: conv2dBackpropFilter,
  Conv2DBackpropInput: conv2dBackpropInput,
  MaxPoolGrad: maxPoolGrad,
  Mean: columnReduction("mean"),
  Sum: columnReduction("sum"),
  UnsortedSegmentSum: unsortedSegmentSum,
};
const originals = new Map<string, KernelConfig | undefined>();
const enabled = new WeakSet<BackendWasm>();

/** Registers our kernels for a started WASM backend, once. */
export async function enableWasmTraining(backend: BackendWasm): Promise<void> {
  if (enabled.has(backend)) return;
  const memory = await wasmMemory(backend);
  if (enabled.has(backend)) return;
  enabled.add(backend);
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    const current = getKernel(kernelName, "wasm");
    if (!originals.has(kernelName)) originals.set(kernelName, current);
    const original = originals.get(kernelName);
    if (current) unregisterKernel(kernelName, "wasm");
    registerKernel({
      ...original,
      kernelName,
      backendName: "wasm",
      kernelFunc: kernel(memory, original?.kernelFunc),
    });
  }
}
