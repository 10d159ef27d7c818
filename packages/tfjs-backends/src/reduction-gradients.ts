import {
  cast,
  div,
  equal,
  exp,
  fill,
  type GradConfig,
  type LogSoftmaxAttrs,
  type MaxAttrs,
  type MinAttrs,
  mul,
  reshape,
  type SoftmaxAttrs,
  type SumAttrs,
  sub,
  sum,
  type Tensor,
  util,
} from "@tensorflow/tfjs-core";

/** Gradients of reductions and of what normalizes by one. */
export const reductionGradients: readonly GradConfig[] = [
  {
    kernelName: "Sum",
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attrs) => {
      const { axis } = attrs as unknown as SumAttrs;
      const { shape } = x as Tensor;
      return { x: () => spread(dy as Tensor, shape, axis) };
    },
  },
  {
    kernelName: "Mean",
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attrs) => {
      const { axis } = attrs as unknown as SumAttrs;
      const { shape, size } = x as Tensor;
      const count = size / (dy as Tensor).size;
      return { x: () => spread(div(dy as Tensor, count), shape, axis) };
    },
  },
  extreme("Max", (attrs) => (attrs as unknown as MaxAttrs).reductionIndices),
  extreme("Min", (attrs) => (attrs as unknown as MinAttrs).axis),
  {
    kernelName: "Softmax",
    outputsToSave: [true],
    gradFunc: (dy, saved, attrs) => {
      const { dim } = attrs as unknown as SoftmaxAttrs;
      const [y] = saved as [Tensor];
      return {
        logits: () => {
          const weighted = mul(dy as Tensor, y);
          return sub(weighted, mul(sum(weighted, dim, true), y));
        },
      };
    },
  },
  {
    kernelName: "LogSoftmax",
    outputsToSave: [true],
    gradFunc: (dy, saved, attrs) => {
      const { axis } = attrs as unknown as LogSoftmaxAttrs;
      const [y] = saved as [Tensor];
      return { logits: () => sub(dy as Tensor, mul(sum(dy as Tensor, axis, true), exp(y))) };
    },
  },
];

/** Every element that equals the extreme gets its whole gradient, as in tfjs. */
function extreme(
  kernelName: string,
  axesOf: (attrs: Parameters<GradConfig["gradFunc"]>[2]) => number | number[],
): GradConfig {
  return {
    kernelName,
    inputsToSave: ["x"],
    outputsToSave: [true],
    gradFunc: (dy, saved, attrs) => {
      const [x, y] = saved as [Tensor, Tensor];
      const kept = withKeptAxes(x.shape, axesOf(attrs));
      return {
        x: () => mul(reshape(dy as Tensor, kept), cast(equal(x, reshape(y, kept)), "float32")),
      };
    },
  };
}

function spread(dy: Tensor, shape: number[], axis: number | number[]): Tensor {
  return mul(reshape(dy, withKeptAxes(shape, axis)), fill(shape, 1));
}

function withKeptAxes(shape: number[], axis: number | number[]): number[] {
  const axes = util.parseAxisParam(axis, shape);
  return shape.map((size, i) => (axes.includes(i) ? 1 : size));
}
