/** The text of src/training-kernels.wasm.ts, compiled anew. */
export function kernelsModule(): Promise<string>;
