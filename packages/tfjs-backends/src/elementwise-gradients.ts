import {
  add,
  broadcast_util,
  type ClipByValueAttrs,
  clone,
  div,
  type GradConfig,
  greater,
  greaterEqual,
  type LeakyReluAttrs,
  less,
  lessEqual,
  log,
  logicalAnd,
  logicalNot,
  mul,
  neg,
  onesLike,
  pow,
  reshape,
  sigmoid,
  sign,
  square,
  step,
  sub,
  sum,
  type Tensor,
  where,
  zerosLike,
} from "@tensorflow/tfjs-core";

type OfPair = (dy: Tensor, a: Tensor, b: Tensor) => Tensor;

/** Gradients of what works on each element alone, with broadcasting where tfjs broadcasts. */
export const elementwiseGradients: readonly GradConfig[] = [
  ofInput("Abs", (dy, x) => mul(dy, sign(x))),
  ofInput("Log", (dy, x) => div(dy, x)),
  ofInput("Log1p", (dy, x) => div(dy, add(x, 1))),
  ofInput("Softplus", (dy, x) => mul(dy, sigmoid(x))),
  ofInput("Square", (dy, x) => mul(dy, mul(x, 2))),
  ofInput("LeakyRelu", (dy, x, attrs) => {
    const { alpha } = attrs as unknown as LeakyReluAttrs;
    return where(greater(x, 0), dy, mul(dy, alpha));
  }),
  ofInput("ClipByValue", (dy, x, attrs) => {
    const { clipValueMin, clipValueMax } = attrs as unknown as ClipByValueAttrs;
    const inside = logicalAnd(greaterEqual(x, clipValueMin), lessEqual(x, clipValueMax));
    return where(inside, dy, zerosLike(dy));
  }),
  ofOutput("Exp", (dy, y) => mul(dy, y)),
  ofOutput("Reciprocal", (dy, y) => neg(mul(dy, square(y)))),
  // The output is positive exactly where the input is, and the next layer keeps it anyway.
  ofOutput("Relu", (dy, y) => mul(dy, step(y))),
  ofOutput("Rsqrt", (dy, y) => mul(dy, mul(mul(square(y), y), -0.5))),
  ofOutput("Sigmoid", (dy, y) => mul(dy, mul(y, sub(1, y)))),
  ofOutput("Sqrt", (dy, y) => div(dy, mul(y, 2))),
  ofOutput("Tanh", (dy, y) => mul(dy, sub(1, square(y)))),
  ofNothing("Cast", (dy) => clone(dy)),
  ofNothing("Identity", (dy) => clone(dy)),
  ofNothing("Neg", (dy) => neg(dy)),
  ofNothing("OnesLike", (dy) => zerosLike(dy)),
  ofNothing("ZerosLike", (dy) => zerosLike(dy)),
  ofPair(
    "Add",
    (dy) => dy,
    (dy) => dy,
  ),
  ofPair(
    "Sub",
    (dy) => dy,
    (dy) => neg(dy),
  ),
  ofPair(
    "Multiply",
    (dy, _, b) => mul(dy, b),
    (dy, a) => mul(dy, a),
  ),
  ofPair(
    "RealDiv",
    (dy, _, b) => div(dy, b),
    (dy, a, b) => neg(div(mul(dy, a), square(b))),
  ),
  ofPair(
    "SquaredDifference",
    (dy, a, b) => mul(dy, mul(sub(a, b), 2)),
    (dy, a, b) => mul(dy, mul(sub(b, a), 2)),
  ),
  ofPair(
    "Maximum",
    (dy, a, b) => where(greaterEqual(a, b), dy, zerosLike(dy)),
    (dy, a, b) => where(less(a, b), dy, zerosLike(dy)),
  ),
  ofPair(
    "Minimum",
    (dy, a, b) => where(lessEqual(a, b), dy, zerosLike(dy)),
    (dy, a, b) => where(greater(a, b), dy, zerosLike(dy)),
  ),
  ofPair(
    "Pow",
    (dy, a, b) => mul(dy, mul(b, pow(a, sub(b, 1)))),
    (dy, a, b) => {
      const base = where(greater(a, 0), a, onesLike(a));
      return mul(dy, mul(pow(a, b), log(base)));
    },
  ),
  {
    kernelName: "Select",
    inputsToSave: ["condition"],
    gradFunc: (dy, [condition]) => {
      const [chosen, nothing] = [condition as Tensor, zerosLike(dy as Tensor)];
      return {
        condition: () => zerosLike(chosen),
        t: () => where(chosen, dy as Tensor, nothing),
        e: () => where(logicalNot(chosen), dy as Tensor, nothing),
      };
    },
  },
];

function ofInput(
  kernelName: string,
  gradient: (dy: Tensor, x: Tensor, attrs: object) => Tensor,
): GradConfig {
  const gradFunc: GradConfig["gradFunc"] = (dy, [x], attrs) => ({
    x: () => gradient(dy as Tensor, x as Tensor, attrs),
  });
  return { kernelName, inputsToSave: ["x"], gradFunc };
}

function ofOutput(kernelName: string, gradient: (dy: Tensor, y: Tensor) => Tensor): GradConfig {
  const gradFunc: GradConfig["gradFunc"] = (dy, [y]) => ({
    x: () => gradient(dy as Tensor, y as Tensor),
  });
  return { kernelName, outputsToSave: [true], gradFunc };
}

function ofNothing(kernelName: string, gradient: (dy: Tensor) => Tensor): GradConfig {
  return { kernelName, gradFunc: (dy) => ({ x: () => gradient(dy as Tensor) }) };
}

function ofPair(kernelName: string, ofA: OfPair, ofB: OfPair): GradConfig {
  const gradFunc: GradConfig["gradFunc"] = (dy, saved) => {
    const [a, b] = saved as [Tensor, Tensor];
    return {
      a: () => unbroadcast(ofA(dy as Tensor, a, b), a.shape),
      b: () => unbroadcast(ofB(dy as Tensor, a, b), b.shape),
    };
  };
  return { kernelName, inputsToSave: ["a", "b"], gradFunc };
}

/** Sums over the axes along which `shape` was repeated. */
function unbroadcast(dy: Tensor, shape: number[]): Tensor {
  const axes = broadcast_util.getReductionAxes(shape, dy.shape);
  return axes.length === 0 ? reshape(dy, shape) : reshape(sum(dy, axes), shape);
}
