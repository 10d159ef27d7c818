export { readSafetensors, type Safetensors } from "./read-safetensors.ts";
export type { ArrayOfDtype, Dtype, FileTensor, TensorToWrite } from "./types.ts";
export { writeSafetensors } from "./write-safetensors.ts";
