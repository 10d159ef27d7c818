import {
  backend_util,
  type Conv2DBackpropFilterAttrs,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import type { WasmKernel } from "./wasm-kernel.ts";

/** Gradient of a convolution with respect to its kernel, which tfjs' WASM backend lacks. */
export const conv2dBackpropFilter: WasmKernel =
  ({ compiled, address, output, withScratch }) =>
  ({ inputs, attrs }) => {
    const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } =
      attrs as unknown as Conv2DBackpropFilterAttrs;
    if (dataFormat !== "NHWC") {
      throw new RangeError(`Conv2DBackpropFilter: expected dataFormat NHWC, got ${dataFormat}.`);
    }
    const info = backend_util.computeConv2DInfo(
      x.shape as [number, number, number, number],
      filterShape,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const gradient = output(info.filterShape);
    withScratch(compiled.scratchBytes(info.outChannels), (scratch) => {
      compiled.filterGradient(
        ...[address(x), info.inHeight, info.inWidth, info.inChannels],
        ...[address(dy), info.batchSize, info.outHeight, info.outWidth, info.outChannels],
        ...[info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth],
        ...[info.padInfo.top, info.padInfo.left, address(gradient), scratch],
      );
    });
    return gradient;
  };
