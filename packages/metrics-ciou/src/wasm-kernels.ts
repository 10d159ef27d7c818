import type { KernelMemory, MapKernels } from "./map-kernels.ts";
import { KERNELS_BASE64 } from "./map-kernels.wasm.ts";

/** What the module of `assembly/` exports. */
interface KernelExports extends Omit<MapKernels, "memory"> {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

const PAGE_WORDS = 16384;

/** The kernels in WebAssembly; undefined where it or its SIMD is missing or forbidden. */
export function wasmKernels(): MapKernels | undefined {
  const bytes = Uint8Array.from(atob(KERNELS_BASE64), (letter) => letter.charCodeAt(0));
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    return kernelsOf(exports as unknown as KernelExports);
  } catch {
    return undefined;
  }
}

function kernelsOf(exports: KernelExports): MapKernels {
  const { memory, resize, countsFrom, orderStatistic, sumAbove } = exports;
  let views = viewsOf(memory.buffer);
  return {
    memory(words) {
      const missing = Math.ceil((words - views.floats.length) / PAGE_WORDS);
      if (missing > 0) {
        memory.grow(missing);
        views = viewsOf(memory.buffer);
      }
      return views;
    },
    resize,
    countsFrom,
    orderStatistic,
    sumAbove,
  };
}

function viewsOf(buffer: ArrayBuffer): KernelMemory {
  return { floats: new Float32Array(buffer), ints: new Int32Array(buffer) };
}
