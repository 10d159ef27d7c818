import {
  type AvgPoolAttrs,
  type BatchMatMulAttrs,
  backend_util,
  broadcast_util,
  type Conv2DAttrs,
  engine,
  type GradConfig,
  type MaxPoolAttrs,
  matMul,
  type NamedAttrMap,
  type NamedTensorMap,
  type ResizeNearestNeighborAttrs,
  reshape,
  sum,
  type Tensor,
  type Tensor4D,
} from "@tensorflow/tfjs-core";

/** Gradients of convolution, pooling, resizing and matrix product. */
export const networkGradients: readonly GradConfig[] = [
  {
    kernelName: "Conv2D",
    inputsToSave: ["x", "filter"],
    gradFunc: (dy, saved, attrs) => {
      const [x, filter] = saved as [Tensor, Tensor];
      const { strides, pad, dataFormat, dilations, dimRoundingMode } =
        attrs as unknown as Conv2DAttrs;
      if (!backend_util.tupleValuesAreOne(dilations)) {
        throw new RangeError(`gradient of conv2d: expected dilations of 1, got ${dilations}.`);
      }
      const shared = { strides, pad, dataFormat, dimRoundingMode };
      return {
        x: () => run("Conv2DBackpropInput", { dy, filter }, { ...shared, inputShape: x.shape }),
        filter: () =>
          run("Conv2DBackpropFilter", { x, dy }, { ...shared, filterShape: filter.shape }),
      };
    },
  },
  {
    kernelName: "MaxPool",
    inputsToSave: ["x"],
    outputsToSave: [true],
    gradFunc: (dy, saved, attrs) => {
      const [input, output] = saved as [Tensor, Tensor];
      return {
        x: () => run("MaxPoolGrad", { dy, input, output }, attrs as unknown as MaxPoolAttrs),
      };
    },
  },
  {
    kernelName: "AvgPool",
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attrs) => {
      const [input] = saved as [Tensor];
      return { x: () => run("AvgPoolGrad", { dy, input }, attrs as unknown as AvgPoolAttrs) };
    },
  },
  {
    kernelName: "ResizeNearestNeighbor",
    inputsToSave: ["images"],
    gradFunc: (dy, saved, attrs) => {
      const [images] = saved as [Tensor4D];
      return { images: () => blockSums(dy as Tensor4D, images.shape, attrs) };
    },
  },
  {
    kernelName: "BatchMatMul",
    inputsToSave: ["a", "b"],
    gradFunc: (dy, saved, attrs) => {
      const [a, b] = saved as [Tensor, Tensor];
      const { transposeA, transposeB } = attrs as unknown as BatchMatMulAttrs;
      const out = dy as Tensor;
      return {
        a: () =>
          forBatchOf(
            a,
            transposeA ? matMul(b, out, transposeB, true) : matMul(out, b, false, !transposeB),
          ),
        b: () =>
          forBatchOf(
            b,
            transposeB ? matMul(out, a, true, transposeA) : matMul(a, out, !transposeA, false),
          ),
      };
    },
  },
];

/** Sums of the pixels that each pixel of a smaller picture was repeated to. */
function blockSums(dy: Tensor4D, small: Tensor4D["shape"], attrs: object): Tensor {
  const [batch, height, width, channels] = small;
  const [, newHeight, newWidth] = dy.shape;
  const { alignCorners } = attrs as ResizeNearestNeighborAttrs;
  if (newHeight % height !== 0 || newWidth % width !== 0 || alignCorners) {
    throw new RangeError(
      "gradient of resizeNearestNeighbor: expected a whole multiple of " +
        `${height} x ${width} without alignCorners, got ${newHeight} x ${newWidth}.`,
    );
  }
  const rows = sum(reshape(dy, [batch * height, newHeight / height, newWidth * channels]), 1);
  return reshape(sum(reshape(rows, [-1, newWidth / width, channels]), 1), small);
}

/** Sums over the batch axes along which an operand was repeated. */
function forBatchOf(operand: Tensor, gradient: Tensor): Tensor {
  if (gradient.size === operand.size) return reshape(gradient, operand.shape);
  const axes = broadcast_util.getReductionAxes(
    operand.shape.slice(0, -2),
    gradient.shape.slice(0, -2),
  );
  return reshape(sum(gradient, axes), operand.shape);
}

function run(kernelName: string, inputs: object, attrs: object): Tensor {
  return engine().runKernel(kernelName, inputs as NamedTensorMap, attrs as NamedAttrMap);
}
