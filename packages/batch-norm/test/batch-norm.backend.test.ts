import { expectClose, expectNoLeak, goldenTensor } from "@ssl/testing";
import {
  add,
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
  type Tensor1D,
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
import { type BatchNormState, batchNorm } from "../src/index.ts";

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

function noiseState(channels: number): BatchNormState {
  return {
    gamma: noise("gamma", [channels], 0.5, 1),
    beta: noise("beta", [channels], 0.5),
    movingMean: noise("movingMean", [channels]),
    movingVariance: noise("movingVariance", [channels], 0.25, 1),
  };
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
  const { y, mean, variance } = await scoped(() => {
    const state = {
      gamma: tensor1d([3]),
      beta: tensor1d([10]),
      movingMean: tensor1d([1]),
      movingVariance: tensor1d([2]),
    };
    const result = batchNorm(tensor2d([[2], [6]]), state, { mode: "training" });
    return { y: result.y, ...result.moving };
  });
  expectClose(y!, [7, 13], tight);
  expectClose(mean!, [0.9 * 1 + 0.1 * 4], exact);
  expectClose(variance!, [0.9 * 2 + 0.1 * 8], exact);
});

test("inference uses the running statistics and returns none", async () => {
  const { y } = await scoped(() => {
    const state = {
      gamma: tensor1d([3, 1]),
      beta: tensor1d([10, 0]),
      movingMean: tensor1d([1, 0]),
      movingVariance: tensor1d([4, 1]),
    };
    const result = batchNorm(tensor2d([[5, 7]]), state, { mode: "inference" });
    expect(result.moving).toBeNull();
    return { y: result.y };
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
        const state = noiseState(channels);
        const weight = noise("weight", shape);
        const ours = (input: Tensor, gamma: Tensor, beta: Tensor): Tensor => {
          const { y } = batchNorm(
            input as Tensor4D,
            { ...state, gamma, beta },
            { mode: "training" },
          );
          return sum(mul(square(y), weight));
        };
        const theirs = (input: Tensor, gamma: Tensor, beta: Tensor): Tensor =>
          sum(mul(square(composed(input, gamma, beta)), weight));
        const inputs = [x, state.gamma, state.beta];
        const [dx, dGamma, dBeta] = grads(ours)(inputs);
        const [dxWanted, dGammaWanted, dBetaWanted] = grads(theirs)(inputs);
        return {
          y: batchNorm(x, state, { mode: "training" }).y,
          yWanted: composed(x, state.gamma, state.beta),
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
    const state = noiseState(5);
    const kept = side[2] === 1 ? [2, 3, 3, 5] : [2, 4, 2, 5];
    const part = slice(x, [0, 0, 0, 0], kept) as Tensor4D;
    const energy = (input: Tensor, use?: Tensor): Tensor => {
      const options = use
        ? { mode: "training" as const, mask: use }
        : { mode: "training" as const };
      const { y } = batchNorm(input as Tensor4D, state, options);
      return sum(mul(square(y), y));
    };
    const all = batchNorm(x, state, { mode: "training", mask });
    const alone = batchNorm(part, state, { mode: "training" });
    const dx = grad((input: Tensor) => energy(input, mask))(x);
    return {
      y: slice(all.y, [0, 0, 0, 0], kept),
      yWanted: alone.y,
      rest: sub(sum(square(all.y)), sum(square(alone.y))),
      mean: all.moving!.mean,
      meanWanted: alone.moving!.mean,
      variance: all.moving!.variance,
      varianceWanted: alone.moving!.variance,
      dx: slice(dx, [0, 0, 0, 0], kept),
      dxWanted: grad((input: Tensor) => energy(input))(part),
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
    const state = { gamma: one, beta: one, movingMean: zero, movingVariance: one };
    return { y: batchNorm(x, state, { mode: "inference", mask }).y };
  });
  expectClose(y!, [2, 3, 0, 0], tight);
});

test("no gradient flows through the running statistics", async () => {
  const { dx } = await scoped(() => ({
    dx: grad((x: Tensor) => {
      const { moving } = batchNorm(x as Tensor2D, noiseState(3), { mode: "training" });
      return add(sum(moving!.mean), sum(moving!.variance)) as Tensor1D;
    })(noise("x", [4, 3])),
  }));
  expect(dx).toEqual(new Array(12).fill(0));
});

test("a constant channel, an empty mask and one valid position stay finite", async () => {
  const read = await scoped(() => {
    const x = tensor4d([7, 7, 7, 7], [1, 4, 1, 1]);
    const one = tensor1d([1]);
    const state = { gamma: one, beta: one, movingMean: one, movingVariance: one };
    const masks = {
      constant: [1, 1, 1, 1],
      empty: [0, 0, 0, 0],
      single: [1, 0, 0, 0],
    };
    const found: Record<string, Tensor> = {};
    for (const [name, flags] of Object.entries(masks)) {
      const mask = tensor4d(flags, [1, 4, 1, 1]);
      const { y, moving } = batchNorm(x, state, { mode: "training", mask });
      found[`${name}.y`] = y;
      found[`${name}.variance`] = moving!.variance;
      found[`${name}.dx`] = grad((input: Tensor) =>
        sum(square(batchNorm(input as Tensor4D, state, { mode: "training", mask }).y)),
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
    const state = noiseState(3);
    const x = noise("x", [2, 4, 5, 3]) as Tensor4D;
    const mode = "training" as const;
    expect(() => batchNorm(noise("x", [2, 4, 3]) as unknown as Tensor2D, state, { mode })).toThrow(
      "batchNorm: expected x of shape [batch, channels] or [batch, height, width, channels], " +
        "got [2, 4, 3].",
    );
    expect(() => batchNorm(x, { ...state, gamma: tensor1d([1]) }, { mode })).toThrow(
      "batchNorm: expected gamma of shape [3], x's channels, got [1].",
    );
    expect(() => batchNorm(x, state, { mode, mask: noise("mask", [2, 4, 1, 3]) })).toThrow(
      "batchNorm: expected mask to have x's rank, 1 on the last axis, and x's side or 1 on the " +
        "others, got [2, 4, 1, 3] for x of shape [2, 4, 5, 3].",
    );
    expect(() => batchNorm(tensor2d([[1, 2, 3]]), state, { mode })).toThrow(
      "batchNorm: expected at least 2 positions per channel in training, got x of shape [1, 3]. " +
        'One value has no variance: use a larger batch, or mode "inference".',
    );
    expect(() => batchNorm(x, state, { mode: "train" as "training" })).toThrow(
      'batchNorm: expected mode to be "training" or "inference", got train.',
    );
  });
});
