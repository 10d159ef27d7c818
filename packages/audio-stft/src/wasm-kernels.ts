import { KERNELS_BASE64 } from "./stft-kernels.wasm.ts";
import { window1022Tables } from "./window-1022-tables.ts";

/** The instantiated kernels of `assembly/` and views of their memory, which never grows. */
export interface WasmKernels {
  /** Transforms the frames in `waveform`, `spacing` samples apart, into `spectrum`. */
  transformFrames(frames: number, spacing: number, polar: boolean, pairs: boolean): void;
  /** Most frames a call transforms. */
  readonly blockFrames: number;
  readonly waveform: Float32Array;
  /** `[frames, bins, 2]`, or two planes of `[blockFrames, bins]`. */
  readonly spectrum: Float32Array;
  /** Computes samples of `filtered` from `unfiltered`, beginning with a row of `taps`. */
  filterSamples(outputs: number, row: number, up: number, down: number, rowLength: number): void;
  readonly taps: Float32Array;
  readonly unfiltered: Float32Array;
  readonly filtered: Float32Array;
}

/** What the module exports: functions, addresses and sizes. */
interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly transformFrames: WasmKernels["transformFrames"];
  readonly filterSamples: WasmKernels["filterSamples"];
  readonly blockFrames: { readonly value: number };
  readonly [address: `${string}Address` | `${string}Capacity`]: { readonly value: number };
}

let kernels: WasmKernels | "none" | undefined;

/** The kernels, instantiated at the first call; undefined where WebAssembly or its SIMD is missing. */
export function wasmKernels(): WasmKernels | undefined {
  kernels ??= instantiated() ?? "none";
  return kernels === "none" ? undefined : kernels;
}

function instantiated(): WasmKernels | undefined {
  const bytes = Uint8Array.from(atob(KERNELS_BASE64), (letter) => letter.charCodeAt(0));
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    return withTables(exports as unknown as KernelExports);
  } catch {
    // No WebAssembly, no SIMD, or a page that forbids it: `stftKernel` tells.
    return undefined;
  }
}

function withTables(exports: KernelExports): WasmKernels {
  const { buffer } = exports.memory;
  const blockFrames = exports.blockFrames.value;
  const floats = (address: { readonly value: number } | undefined, length: number): Float32Array =>
    new Float32Array(buffer, address!.value, length);
  const tables = window1022Tables();
  floats(exports.windowAddress, 1024).set(tables.window);
  floats(exports.raderAddress, 144).set(tables.rader);
  new Uint32Array(buffer, exports.inputAddress!.value, 512).set(tables.input);
  new Uint32Array(buffer, exports.outputAddress!.value, 1024).set(tables.output);
  return {
    transformFrames: exports.transformFrames,
    filterSamples: exports.filterSamples,
    blockFrames,
    waveform: floats(exports.waveformAddress, blockFrames * 1022),
    spectrum: floats(exports.spectrumAddress, blockFrames * 1024),
    taps: floats(exports.tapsAddress, exports.tapsCapacity!.value),
    unfiltered: floats(exports.resampleInputAddress, exports.inputCapacity!.value),
    filtered: floats(exports.resampleOutputAddress, exports.outputCapacity!.value),
  };
}
