import { expectClose, expectNoLeak, goldenTensor } from "@ssl/testing";
import {
  add,
  addN,
  div,
  grad,
  grads,
  mean,
  mul,
  slice,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tensor1d,
  tensor2d,
  tensor4d,
  tidy,
} from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type BatchNormOptions, batchNorm } from "../src/index.ts";

expectNoLeak();

const exact = { rtol: 1e-6, atol: 1e-6 };
const tight = { rtol: 1e-4, atol: 1e-5 };

/** Runs a body whose tensors are all disposed after it, also the ones it awaits. */
async function scoped(body: () => Record<string, Tensor>): Promise<Record<string, number[]>> {
  const tensors = tidy(body);
  const read: Record<string, number[]> = {};
  for (const [name, values] of Object.entries(tensors)) {
    read[name] = Array.from(await values.data());
    values.dispose();
  }
  return read;
}

function noise(name: string, shape: number[], scale = 1, shift = 0): Tensor {
  const { data } = goldenTensor([name, shape, scale, shift], 5);
  return tensor(data, shape);
}

const training = { name: "bn", mode: "training" } as const;
const inference = { name: "bn", mode: "inference" } as const;

/** The weights of a layer "bn". */
function layer(gamma: Tensor, beta: Tensor, mean: Tensor, variance: Tensor) {
  return {
    "bn.gamma": gamma,
    "bn.beta": beta,
    "bn.moving_mean": mean,
    "bn.moving_variance": variance,
  };
}

function noiseLayer(channels: number) {
  return layer(
    noise("gamma", [channels], 0.5, 1),
    noise("beta", [channels], 0.5),
    noise("movingMean", [channels]),
    noise("movingVariance", [channels], 0.25, 1),
  );
}

/** Training-mode batch norm from plain operations, the slow obvious way. */
function composed(x: Tensor, gamma: Tensor, beta: Tensor): Tensor {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const center = mean(x, axes, true);
  const variance = mean(square(sub(x, center)), axes, true);
  return add(mul(div(sub(x, center), sqrt(add(variance, 1e-5))), gamma), beta);
}

test("training normalizes with the batch and moves the statistics by a tenth", async () => {
  // By hand: mean 4, biased variance 4, unbiased variance 8.
  const read = await scoped(() => {
    const weights = layer(tensor1d([3]), tensor1d([10]), tensor1d([1]), tensor1d([2]));
    const { y, moving } = batchNorm(tensor2d([[2], [6]]), weights, training);
    return { y, ...moving };
  });
  expect(Object.keys(read)).toEqual(["y", "bn.moving_mean", "bn.moving_variance"]);
  expectClose(read.y!, [7, 13], tight);
  expectClose(read["bn.moving_mean"]!, [0.9 * 1 + 0.1 * 4], exact);
  expectClose(read["bn.moving_variance"]!, [0.9 * 2 + 0.1 * 8], exact);
});

test("inference uses the running statistics and returns none", async () => {
  const { y } = await scoped(() => {
    const [gamma, beta] = [tensor1d([3, 1]), tensor1d([10, 0])];
    const weights = layer(gamma, beta, tensor1d([1, 0]), tensor1d([4, 1]));
    const { y, moving } = batchNorm(tensor2d([[5, 7]]), weights, inference);
    expect(moving).toEqual({});
    return { y };
  });
  expectClose(y!, [16, 7], tight);
});

test("training and its gradients equal the composed operations for any shape", async () => {
  const shapes = fc.oneof(
    fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 4 })),
    fc.tuple(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 2, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(shapes, async (shape) => {
      const channels = shape.at(-1)!;
      const read = await scoped(() => {
        const x = noise("x", shape, 2, 1) as Tensor4D;
        const weights = noiseLayer(channels);
        const slope = noise("slope", shape);
        const ours = (input: Tensor, gamma: Tensor, beta: Tensor): Tensor => {
          const changed = { ...weights, "bn.gamma": gamma, "bn.beta": beta };
          return sum(mul(square(batchNorm(input as Tensor4D, changed, training).y), slope));
        };
        const theirs = (input: Tensor, gamma: Tensor, beta: Tensor): Tensor =>
          sum(mul(square(composed(input, gamma, beta)), slope));
        const inputs = [x, weights["bn.gamma"], weights["bn.beta"]];
        const [dx, dGamma, dBeta] = grads(ours)(inputs);
        const [dxWanted, dGammaWanted, dBetaWanted] = grads(theirs)(inputs);
        return {
          y: batchNorm(x, weights, training).y,
          yWanted: composed(x, weights["bn.gamma"], weights["bn.beta"]),
          dx: dx!,
          dGamma: dGamma!,
          dBeta: dBeta!,
          dxWanted: dxWanted!,
          dGammaWanted: dGammaWanted!,
          dBetaWanted: dBetaWanted!,
        };
      });
      expectClose(read.y!, read.yWanted!, tight);
      const size = Math.max(...read.dxWanted!.map(Math.abs), 1);
      expectClose(read.dx!, read.dxWanted!, { rtol: 1e-3, atol: 1e-4 * size });
      expectClose(read.dGamma!, read.dGammaWanted!, { rtol: 1e-3, atol: 1e-4 });
      expectClose(read.dBeta!, read.dBetaWanted!, { rtol: 1e-3, atol: 1e-4 });
    }),
    { numRuns: 12, seed: 1 },
  );
});

test.each([
  ["frames", [2, 4, 1, 1], [1, 1, 1, 0, 1, 1, 1, 0]],
  ["columns", [1, 1, 3, 1], [1, 1, 0]],
])("masked %s count nothing: the valid part alone gives the same", async (_, side, flags) => {
  const read = await scoped(() => {
    const x = noise("x", [2, 4, 3, 5], 2, 1) as Tensor4D;
    const mask = tensor(flags, side);
    const weights = noiseLayer(5);
    const kept = side[2] === 1 ? [2, 3, 3, 5] : [2, 4, 2, 5];
    const part = slice(x, [0, 0, 0, 0], kept) as Tensor4D;
    const energy = (options: BatchNormOptions) => (input: Tensor) => {
      const { y } = batchNorm(input as Tensor4D, weights, options);
      return sum(mul(square(y), y));
    };
    const masked = { ...training, mask };
    const all = batchNorm(x, weights, masked);
    const alone = batchNorm(part, weights, training);
    const dx = grad(energy(masked))(x);
    return {
      y: slice(all.y, [0, 0, 0, 0], kept),
      yWanted: alone.y,
      rest: sub(sum(square(all.y)), sum(square(alone.y))),
      mean: all.moving["bn.moving_mean"]!,
      meanWanted: alone.moving["bn.moving_mean"]!,
      variance: all.moving["bn.moving_variance"]!,
      varianceWanted: alone.moving["bn.moving_variance"]!,
      dx: slice(dx, [0, 0, 0, 0], kept),
      dxWanted: grad(energy(training))(part),
      dxRest: sum(mul(square(dx), sub(1, mask))),
    };
  });
  for (const name of ["y", "mean", "variance", "dx"]) {
    expectClose(read[name]!, read[`${name}Wanted`]!, { rtol: 1e-3, atol: 2e-4 });
  }
  expectClose(read.rest!, [0], { rtol: 0, atol: 1e-3 });
  expect(read.dxRest).toEqual([0]);
});

test("masked positions are 0 in inference too", async () => {
  const { y } = await scoped(() => {
    const x = tensor4d([1, 2, 3, 4], [1, 4, 1, 1]);
    const mask = tensor4d([1, 1, 0, 0], [1, 4, 1, 1]);
    const one = tensor1d([1]);
    const zero = tensor1d([0]);
    return { y: batchNorm(x, layer(one, one, zero, one), { ...inference, mask }).y };
  });
  expectClose(y!, [2, 3, 0, 0], tight);
});

test("no gradient flows through the running statistics", async () => {
  const { dx } = await scoped(() => ({
    dx: grad((x: Tensor) => {
      const { moving } = batchNorm(x as Tensor2D, noiseLayer(3), training);
      return addN(Object.values(moving).map((statistic) => sum(statistic)));
    })(noise("x", [4, 3])),
  }));
  expect(dx).toEqual(new Array(12).fill(0));
});

test("a constant channel, an empty mask and one valid position stay finite", async () => {
  const read = await scoped(() => {
    const x = tensor4d([7, 7, 7, 7], [1, 4, 1, 1]);
    const one = tensor1d([1]);
    const weights = layer(one, one, one, one);
    const masks = {
      constant: [1, 1, 1, 1],
      empty: [0, 0, 0, 0],
      single: [1, 0, 0, 0],
    };
    const found: Record<string, Tensor> = {};
    for (const [name, flags] of Object.entries(masks)) {
      const mask = tensor4d(flags, [1, 4, 1, 1]);
      const options = { ...training, mask };
      const { y, moving } = batchNorm(x, weights, options);
      found[`${name}.y`] = y;
      found[`${name}.variance`] = moving["bn.moving_variance"]!;
      found[`${name}.dx`] = grad((input: Tensor) =>
        sum(square(batchNorm(input as Tensor4D, weights, options).y)),
      )(x);
    }
    return found;
  });
  expectClose(read["constant.y"]!, [1, 1, 1, 1], exact);
  expectClose(read["empty.y"]!, [0, 0, 0, 0], exact);
  expectClose(read["single.y"]!, [1, 0, 0, 0], exact);
  for (const values of Object.values(read)) {
    expect(values.every(Number.isFinite), String(values)).toBe(true);
  }
  expectClose(read["single.variance"]!, [0.9], exact);
});

test("what does not fit is refused by name", () => {
  tidy(() => {
    const weights = noiseLayer(3);
    const x = noise("x", [2, 4, 5, 3]) as Tensor4D;
    expect(() =>
      batchNorm(noise("x", [2, 4, 3]) as unknown as Tensor2D, weights, training),
    ).toThrow(
      "batchNorm: expected x of shape [batch, channels] or [batch, height, width, channels], " +
        "got [2, 4, 3].",
    );
    expect(() => batchNorm(x, { ...weights, "bn.gamma": tensor1d([1]) }, training)).toThrow(
      "batchNorm: expected weight bn.gamma of shape [3], x's channels, got [1].",
    );
    expect(() => batchNorm(x, weights, { ...training, name: "sound.bn1" })).toThrow(
      "batchNorm: expected weight sound.bn1.gamma of shape [3], x's channels, got none.",
    );
    expect(() => batchNorm(x, weights, { ...training, mask: noise("mask", [2, 4, 1, 3]) })).toThrow(
      "batchNorm: expected mask to have x's rank, 1 on the last axis, and x's side or 1 on the " +
        "others, got [2, 4, 1, 3] for x of shape [2, 4, 5, 3].",
    );
    expect(() => batchNorm(tensor2d([[1, 2, 3]]), weights, training)).toThrow(
      "batchNorm: expected at least 2 positions per channel in training, got x of shape [1, 3]. " +
        'One value has no variance: use a larger batch, or mode "inference".',
    );
    expect(() => batchNorm(x, weights, { ...training, mode: "train" as "training" })).toThrow(
      'batchNorm: expected mode to be "training" or "inference", got train.',
    );
  });
});
