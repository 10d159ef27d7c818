import { type TensorInfo, type UnsortedSegmentSumAttrs, util } from "@tensorflow/tfjs-core";
import type { WasmKernel } from "./wasm-kernel.ts";

/** Sums rows by segment, which the gradient of `gather` needs and tfjs' WASM backend lacks. */
export const unsortedSegmentSum: WasmKernel =
  ({ compiled, address, output }) =>
  ({ inputs, attrs }) => {
    const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
    const { numSegments } = attrs as unknown as UnsortedSegmentSumAttrs;
    if (x.dtype !== "float32") {
      throw new TypeError(`UnsortedSegmentSum: expected x of float32, got ${x.dtype}.`);
    }
    const rows = util.sizeFromShape(segmentIds.shape);
    const inner = x.shape.slice(segmentIds.shape.length);
    const sums = output([numSegments, ...inner]);
    compiled.segmentSums(
      ...[address(x), address(segmentIds), rows, util.sizeFromShape(inner), numSegments],
      address(sums),
    );
    return sums;
  };
