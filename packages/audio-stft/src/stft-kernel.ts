import { wasmKernels } from "./wasm-kernels.ts";

/**
 * Which code transforms windows of 1022 samples and resamples here.
 *
 * Other window lengths are always transformed in TypeScript. A page needs a content security policy
 * that allows WebAssembly (`wasm-unsafe-eval`).
 *
 * @returns "wasm" (SIMD, float32) or, where the engine lacks or forbids it, "typescript" (float64)
 * @example
 * ```ts
 * import { stftKernel } from "@ssl/audio-stft";
 *
 * console.log(stftKernel()); // wasm
 * ```
 */
export function stftKernel(): "wasm" | "typescript" {
  return wasmKernels() ? "wasm" : "typescript";
}
