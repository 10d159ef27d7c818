// Writes the golden file's arrays with this package, for make-safetensors.py to check.
//   node write-ours.mjs ours.safetensors        (after the package is built)
import { readFileSync, writeFileSync } from "node:fs";
import { writeSafetensors } from "@ssl/tensor-files";

const golden = new URL("safetensors-python.json", import.meta.url);
const { inputs } = JSON.parse(readFileSync(golden, "utf8"));
const arrays = {
  F64: (data) => Float64Array.from(data),
  F32: (data) => Float32Array.from(data),
  I64: (data) => BigInt64Array.from(data, BigInt),
  I32: (data) => Int32Array.from(data),
  U8: (data) => Uint8Array.from(data),
};
const tensors = Object.entries(inputs.tensors).map(([name, { dtype, shape, data }]) => [
  name,
  { shape, data: arrays[dtype](data) },
]);
writeFileSync(process.argv[2], writeSafetensors(Object.fromEntries(tensors), inputs.metadata));
