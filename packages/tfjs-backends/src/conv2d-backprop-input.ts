import {
  backend_util,
  type Conv2DBackpropInputAttrs,
  getKernel,
  type KernelFunc,
  type NamedAttrMap,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import type { WasmKernel } from "./wasm-kernel.ts";

/**
 * Gradient of a convolution with respect to its input: the convolution of dy, its pixels spread by
 * the stride, with the kernel turned half around. tfjs' own loops are some ten times slower.
 */
export const conv2dBackpropInput: WasmKernel =
  (memory, original) =>
  ({ inputs, backend, attrs }) => {
    const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo };
    const { strides, pad, dataFormat, dimRoundingMode, inputShape } =
      attrs as unknown as Conv2DBackpropInputAttrs;
    const format = backend_util.convertConv2DDataFormat(dataFormat);
    const info = backend_util.computeConv2DInfo(
      ...([inputShape, filter.shape as typeof inputShape, strides, 1] as const),
      ...([pad, dimRoundingMode, false, format] as const),
    );
    const { strideHeight, strideWidth, filterHeight, filterWidth, padInfo } = info;
    const top = filterHeight - 1 - padInfo.top;
    const left = filterWidth - 1 - padInfo.left;
    const bottom = info.inHeight - 1 - (info.outHeight - 1) * strideHeight + padInfo.top;
    const right = info.inWidth - 1 - (info.outWidth - 1) * strideWidth + padInfo.left;
    // More padding than the kernel can reach: tfjs' loops do that too.
    if (Math.min(top, left, bottom, right) < 0 || format === "channelsFirst") {
      return (original as KernelFunc)({ inputs, backend, ...(attrs && { attrs }) });
    }
    const { compiled, address, output, dispose } = memory;
    const turned = output([filterHeight, filterWidth, info.outChannels, info.inChannels]);
    compiled.turnedKernel(
      ...[address(filter), filterHeight * filterWidth, info.inChannels, info.outChannels],
      address(turned),
    );
    const spread = strideHeight === 1 && strideWidth === 1 ? dy : spreadPixels(dy);
    const convolution: NamedAttrMap = {
      ...{ strides: [1, 1], dilations: [1, 1], dataFormat: "NHWC" },
      pad: [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ],
    };
    const gradient = getKernel("Conv2D", "wasm").kernelFunc({
      inputs: { x: spread, filter: turned },
      backend,
      attrs: convolution,
    });
    dispose(turned);
    if (spread !== dy) dispose(spread);
    return gradient;

    function spreadPixels(pixels: TensorInfo): TensorInfo {
      const spread = output([
        info.batchSize,
        (info.outHeight - 1) * strideHeight + 1,
        (info.outWidth - 1) * strideWidth + 1,
        info.outChannels,
      ]);
      compiled.spreadPixels(
        ...[address(pixels), info.batchSize, info.outHeight, info.outWidth, info.outChannels],
        ...[strideHeight, strideWidth, address(spread)],
      );
      return spread;
    }
  };
