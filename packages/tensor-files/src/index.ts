export { readNpy } from "./read-npy.ts";
export { type ReadNpzOptions, readNpz } from "./read-npz.ts";
export { readSafetensors, type Safetensors } from "./read-safetensors.ts";
export type {
  ArrayOfDtype,
  ArrayOfNpyDtype,
  Dtype,
  FileTensor,
  NpyArray,
  NpyDtype,
  NpyToWrite,
  TensorToWrite,
} from "./types.ts";
export { writeNpy } from "./write-npy.ts";
export { writeNpz } from "./write-npz.ts";
export { writeSafetensors } from "./write-safetensors.ts";
