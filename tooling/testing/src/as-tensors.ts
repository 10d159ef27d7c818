import { type Tensor, tensor } from "@tensorflow/tfjs-core";

/** Puts named arrays, golden or drawn, on the current backend; the caller disposes the tensors. */
export function asTensors(
  arrays: Readonly<Record<string, { readonly shape: number[]; readonly data: Float32Array }>>,
): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { data, shape }]) => [name, tensor(data, shape)]),
  );
}
