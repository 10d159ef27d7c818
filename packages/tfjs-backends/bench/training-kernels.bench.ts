// Our kernels against tfjs' own, and a training step of VGG-11's trunk at a quarter of its width.
//   npx vitest bench --run --project unit packages/tfjs-backends
import { expectClose, mulberry32 } from "@ssl/testing";
import "@tensorflow/tfjs-backend-wasm";
import {
  backend,
  conv2d,
  dispose,
  engine,
  getKernel,
  grads,
  type KernelFunc,
  maxPool,
  mean,
  type NamedAttrMap,
  type NamedTensorMap,
  relu,
  setBackend,
  type Tensor,
  type Tensor4D,
  tensor,
  tidy,
  util,
} from "@tensorflow/tfjs-core";
import { bench, describe } from "vitest";
import { useBackend } from "../src/index.ts";

const next = mulberry32(1);
const random = (...shape: number[]): Tensor => {
  const values = Float32Array.from({ length: util.sizeFromShape(shape) }, () => next() / 2 ** 32);
  return tensor(values, shape);
};

await setBackend("wasm");
const names = ["BatchMatMul", "Conv2DBackpropInput", "MaxPoolGrad", "Sum"];
const tfjs = new Map(names.map((name) => [name, getKernel(name, "wasm").kernelFunc]));
await useBackend("wasm");

async function compare(kernel: string, inputs: NamedTensorMap, attrs: object): Promise<void> {
  const theirs = tfjs.get(kernel);
  const call = (kernelFunc: KernelFunc): Tensor =>
    engine().makeTensorFromTensorInfo(
      kernelFunc({ inputs, backend: backend(), attrs: attrs as NamedAttrMap }) as Tensor,
    );
  const ours = getKernel(kernel, "wasm").kernelFunc;
  const shapes = Object.values(inputs).map(({ shape }) => shape.join("x"));
  if (theirs) {
    const [actual, expected] = [call(ours), call(theirs)];
    expectClose(await actual.data(), await expected.data(), { rtol: 1e-4, atol: 1e-2 });
    dispose([actual, expected]);
  }
  const options = { time: 300, warmupIterations: 2, iterations: 3 };
  describe(`${kernel} ${shapes.join(", ")}`, () => {
    bench("ours", () => call(ours).dispose(), options);
    if (theirs) bench("tfjs", () => call(theirs).dispose(), options);
  });
}

// Layers of VGG-11 at 96 x 96, width 0.25, batch 16, and one of the sound network.
for (const [batch, height, width, channels, outChannels] of [
  [16, 48, 48, 16, 32],
  [16, 12, 12, 128, 128],
  [16, 33, 512, 8, 8],
] as const) {
  const [x, filter] = [random(batch, height, width, channels), random(3, 3, channels, outChannels)];
  const dy = random(batch, height, width, outChannels);
  const shared = { strides: 1, pad: "same", dataFormat: "NHWC" };
  await compare("Conv2DBackpropFilter", { x, dy }, { ...shared, filterShape: filter.shape });
  await compare("Conv2DBackpropInput", { dy, filter }, { ...shared, inputShape: x.shape });
}
const pixels = random(16, 96, 96, 16);
const pooled = tidy(() => maxPool(pixels as Tensor4D, 2, 2, "valid"));
const pooling = { filterSize: 2, strides: 2, pad: "valid" };
await compare("MaxPoolGrad", { dy: pooled, input: pixels, output: pooled }, pooling);
await compare("Sum", { x: pixels }, { axis: [0, 1, 2], keepDims: false });
const [a, b] = [random(1, 512, 512), random(1, 512, 512)];
await compare("BatchMatMul", { a, b }, { transposeA: false, transposeB: false });
await compare("BatchMatMul", { a, b }, { transposeA: true, transposeB: false });

const layers = [
  { kernel: random(3, 3, 3, 16), pool: true },
  { kernel: random(3, 3, 16, 32), pool: true },
  { kernel: random(3, 3, 32, 64), pool: false },
  { kernel: random(3, 3, 64, 64), pool: true },
  { kernel: random(3, 3, 64, 128), pool: false },
  { kernel: random(3, 3, 128, 128), pool: true },
];
const kernels = layers.map(({ kernel }) => kernel);
describe("VGG-11's trunk at width 0.25", () => {
  for (const [batch, side] of [
    [16, 96],
    [1, 224],
  ] as const) {
    const pictures = random(batch, side, side, 3);
    const loss = (...weights: Tensor[]): Tensor =>
      mean(
        layers.reduce((x, { pool }, i) => {
          const y = relu(conv2d(x, weights[i] as Tensor4D, 1, "same"));
          return pool ? maxPool(y, 2, 2, "valid") : y;
        }, pictures as Tensor4D),
      );
    bench(
      `forward and backward, ${batch} pictures of ${side} x ${side}`,
      () => tidy(() => void grads(loss)(kernels)),
      { time: 500, warmupIterations: 1, iterations: 3 },
    );
  }
});
