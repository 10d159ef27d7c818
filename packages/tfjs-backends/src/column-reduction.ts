import { type KernelFunc, type SumAttrs, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { WasmKernel } from "./wasm-kernel.ts";

/**
 * Sum or mean over adjacent axes that are not the last ones, as in a bias' gradient and in batch
 * norm; tfjs transposes the whole tensor first. Other reductions stay tfjs' own.
 */
export const columnReduction =
  (kind: "mean" | "sum"): WasmKernel =>
  ({ compiled, address, output }, original) =>
  ({ inputs, backend, attrs }) => {
    const { x } = inputs as { x: TensorInfo };
    const { axis, keepDims } = attrs as unknown as SumAttrs;
    const axes = util.parseAxisParam(axis, x.shape).sort((a, b) => a - b);
    const first = axes[0] ?? 0;
    const end = first + axes.length;
    const adjacent = axes.every((value, i) => value === first + i);
    if (x.dtype !== "float32" || axes.length === 0 || !adjacent || end === x.shape.length) {
      return (original as KernelFunc)({ inputs, backend, ...(attrs && { attrs }) });
    }
    const before = x.shape.slice(0, first);
    const after = x.shape.slice(end);
    const reduced = util.sizeFromShape(x.shape.slice(first, end));
    const result = output([...before, ...(keepDims ? axes.map(() => 1) : []), ...after]);
    compiled.columnSums(
      ...[address(x), util.sizeFromShape(before), reduced, util.sizeFromShape(after)],
      ...[kind === "mean" ? 1 / reduced : 1, address(result)],
    );
    return result;
  };
