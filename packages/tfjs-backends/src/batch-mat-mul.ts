import {
  type BatchMatMulAttrs,
  broadcast_util,
  type KernelFunc,
  type TensorInfo,
  util,
} from "@tensorflow/tfjs-core";
import type { WasmKernel } from "./wasm-kernel.ts";

/** Matrix product; tfjs' own is fast only for one pair of matrices, neither of them transposed. */
export const batchMatMul: WasmKernel =
  ({ compiled, address, output, withScratch }, original) =>
  ({ inputs, backend, attrs }) => {
    const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
    const { transposeA, transposeB } = attrs as unknown as BatchMatMulAttrs;
    if (a.dtype !== "float32" || b.dtype !== "float32") {
      return (original as KernelFunc)({ inputs, backend, ...(attrs && { attrs }) });
    }
    const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
    const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
    const [rows, depth] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
    const columns = transposeB ? bRows : bColumns;
    const aBatch = a.shape.slice(0, -2);
    const bBatch = b.shape.slice(0, -2);
    const batch = broadcast_util.assertAndGetBroadcastShape(aBatch, bBatch);
    const product = output([...batch, rows, columns]);
    withScratch(compiled.scratchBytes(columns), (scratch) => {
      for (let i = 0; i < util.sizeFromShape(batch); i++) {
        compiled.matrixProduct(
          address(a) + 4 * aRows * aColumns * broadcastIndex(i, batch, aBatch),
          ...(transposeA ? [1, aColumns] : [aColumns, 1]),
          address(b) + 4 * bRows * bColumns * broadcastIndex(i, batch, bBatch),
          ...(transposeB ? [1, bColumns] : [bColumns, 1]),
          ...[rows, columns, depth, address(product) + 4 * rows * columns * i, scratch],
        );
      }
    });
    return product;
  };

/** Which matrix of an operand belongs to the `index`-th of the result. */
function broadcastIndex(
  index: number,
  batch: readonly number[],
  operand: readonly number[],
): number {
  let own = 0;
  let stride = 1;
  let rest = index;
  for (let axis = 1; axis <= operand.length; axis++) {
    const size = batch[batch.length - axis]!;
    const ownSize = operand[operand.length - axis]!;
    if (ownSize > 1) own += stride * (rest % size);
    stride *= ownSize;
    rest = Math.floor(rest / size);
  }
  return own;
}
