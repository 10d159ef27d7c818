import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { trainingKernels, trainingKernelsForSharedMemory } from "./training-kernels.wasm.ts";

interface Emscripten {
  readonly asm: { readonly memory: WebAssembly.Memory };
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** What `assembly/` exports; every argument is an address in bytes, a count or a stride. */
type Compiled = Record<
  | "columnSums"
  | "filterGradient"
  | "matrixProduct"
  | "maxPoolGradient"
  | "scratchBytes"
  | "segmentSums"
  | "spreadPixels"
  | "turnedKernel",
  (...numbers: number[]) => number
>;

/** Our compiled kernels, working in the memory of one instance of the WASM backend. */
export interface WasmMemory {
  readonly compiled: Compiled;
  /** Where a tensor's values start, in bytes. */
  address(tensor: TensorInfo): number;
  /** Makes an unwritten float32 tensor; the caller returns it or disposes it. */
  output(shape: number[]): TensorInfo;
  dispose(tensor: TensorInfo): void;
  /** Lends `bytes` of scratch memory to `use`. */
  withScratch(bytes: number, use: (address: number) => void): void;
}

/** Compiles our kernels onto the memory of a started WASM backend. */
export async function wasmMemory(backend: BackendWasm): Promise<WasmMemory> {
  // Emscripten's side of the module, which tfjs' types leave out.
  const wasm = backend.wasm as unknown as Emscripten;
  const { memory } = wasm.asm;
  const shared =
    typeof SharedArrayBuffer !== "undefined" && memory.buffer instanceof SharedArrayBuffer;
  const bytes = Uint8Array.from(
    atob(shared ? trainingKernelsForSharedMemory : trainingKernels),
    (letter) => letter.charCodeAt(0),
  );
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  return {
    compiled: instance.exports as unknown as Compiled,
    address: ({ dataId }) => backend.dataIdMap.get(dataId).memoryOffset,
    output: (shape) => backend.makeOutput(shape, "float32"),
    dispose: ({ dataId }) => void backend.disposeData(dataId),
    withScratch: (bytes, use) => {
      const address = wasm._malloc(bytes) >>> 0;
      if (address === 0) {
        throw new Error(
          `wasm backend: expected ${bytes} free bytes, got none. Use smaller batches or dispose tensors.`,
        );
      }
      try {
        use(address);
      } finally {
        wasm._free(address);
      }
    },
  };
}
