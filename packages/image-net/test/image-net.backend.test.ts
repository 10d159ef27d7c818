import {
  asTensors,
  type ExpectedTensor,
  expectClose,
  expectGoldenTensor,
  expectNoLeak,
  type GoldenEntry,
  goldenTensors,
  readGolden,
} from "@ssl/testing";
import {
  add,
  addN,
  dispose,
  div,
  grads,
  mean,
  mul,
  slice,
  sqrt,
  square,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor4D,
  tensor1d,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { imageTrunk } from "../src/image-trunk.ts";
import { type ImageNetCall, imageNet, initialImageNetWeights } from "../src/index.ts";

expectNoLeak();

interface Case {
  readonly id: string;
  readonly seed: number;
  readonly width: number;
  readonly k: number;
  readonly divideByStd: boolean;
  readonly inputs: GoldenEntry[];
  readonly weights: GoldenEntry[];
  readonly expected: Record<"trunk" | "v" | "logits" | "P", ExpectedTensor>;
}

const { cases } = readGolden<{ cases: Case[] }>("image-net", import.meta.url);

describe.each(cases)("golden $id", (golden) => {
  test("features, logits and potential map are PyTorch's", async () => {
    const { image } = asTensors(goldenTensors(golden.inputs, golden.seed));
    const weights = asTensors(goldenTensors(golden.weights, golden.seed));
    const scale = golden.divideByStd ? "mean-and-deviation" : "mean";
    const { width, k } = golden;
    const options = { width, features: k, scale, mode: "inference" } as const;
    const found = imageNet(image as Tensor4D, weights, options);
    const trunk = tidy(() => {
      const centered = sub(image!, tensor1d([0.485, 0.456, 0.406]));
      const deviation = tensor1d(golden.divideByStd ? [0.229, 0.224, 0.225] : [1, 1, 1]);
      return imageTrunk(div(centered, deviation), weights, options).y;
    });
    await expectGoldenTensor(trunk, golden.expected.trunk, "trunk");
    await expectGoldenTensor(found.features, golden.expected.v, "v");
    await expectGoldenTensor(found.logits, golden.expected.logits, "logits");
    await expectGoldenTensor(found.potential, golden.expected.P, "P");
    expect(found.moving).toEqual({});
    dispose([image!, weights, found, trunk]);
  });
});

const small = { width: 0.0625, features: 6 };

function initial(options: ImageNetCall, seed: number): Record<string, Tensor> {
  return asTensors(initialImageNetWeights(options, seed));
}

function pictures(shape: number[]): Tensor4D {
  return asTensors(goldenTensors([["pictures", shape, 0.5, 0.5]], 3)).pictures as Tensor4D;
}

test("pictures of one batch do not see each other in inference, in every arrangement", async () => {
  for (const batchNorm of ["none", "trunk", "heads", "trunk-and-heads"] as const) {
    const options = { ...small, batchNorm, mode: "inference" } as const;
    const apart = tidy(() => {
      const weights = initial(options, 4);
      const both = pictures([2, 33, 47, 3]);
      const second = slice(both, [1, 0, 0, 0], [1, 33, 47, 3]);
      const alone = imageNet(second, weights, options);
      const together = imageNet(both, weights, options);
      expect(together.features.shape).toEqual([2, 2, 2, 6]);
      return stack([alone.features, slice(together.features, [1, 0, 0, 0])]);
    });
    const features = await apart.data();
    const [alone, together] = [features.slice(0, 24), features.slice(24)];
    expectClose(together, alone, { rtol: 1e-4, atol: 1e-5 });
    apart.dispose();
    expect(Math.max(...alone), batchNorm).toBeGreaterThan(0.01);
  }
});

test("training with batch normalization returns the statistics of every normalized layer", () => {
  const options = { ...small, batchNorm: "trunk-and-heads", mode: "training" } as const;
  const weights = initial(options, 2);
  const x = pictures([2, 32, 32, 3]);
  const found = imageNet(x, weights, options);
  const names = [1, 2, 3, 4, 5, 6].map((i) => `image.bn${i}`);
  expect(Object.keys(found.moving).sort()).toEqual(
    [...names, "image.headbn1", "image.headbn2"]
      .flatMap((name) => [`${name}.moving_mean`, `${name}.moving_variance`])
      .sort(),
  );
  for (const [name, statistic] of Object.entries(found.moving)) {
    expect(statistic.shape, name).toEqual(weights[name]!.shape);
  }
  dispose([weights, x, found]);
});

test.each(["none", "trunk-and-heads"] as const)(
  "gradients with batch norm %s predict how the loss moves",
  async (batchNorm) => {
    const options = { ...small, batchNorm, mode: "training" } as const;
    const weights = initial(options, 4);
    const x = pictures([2, 32, 32, 3]);
    const target = pictures([2, 2, 2, 6]);
    const names = Object.keys(weights).filter((name) => !name.includes("moving"));
    const values = names.map((name) => weights[name]!);
    const loss = (...changed: Tensor[]): Tensor => {
      const learned = Object.fromEntries(names.map((name, i) => [name, changed[i]!]));
      const { features, potential } = imageNet(x, { ...weights, ...learned }, options);
      const corner = slice(potential, [0, 0, 0], [2, 1, 1]);
      return add(mean(square(sub(features, target))), mul(mean(square(corner)), 10));
    };
    const step = 1e-3;
    const [slope, change] = tidy(() => {
      const gradients = grads(loss)(values);
      const length = sqrt(addN(gradients.map((gradient) => sum(square(gradient)))));
      const at = (distance: number): Tensor =>
        loss(...values.map((value, i) => add(value, div(mul(gradients[i]!, distance), length))));
      return [length, div(sub(at(step), at(-step)), 2 * step)];
    });
    const predicted = (await slope!.data())[0]!;
    const found = (await change!.data())[0]!;
    expect(predicted).toBeGreaterThan(0.01);
    expect(Math.abs(found / predicted - 1)).toBeLessThan(0.05);
    dispose([weights, x, target, slope!, change!]);
  },
);

test("what does not fit is refused with its cure", () => {
  tidy(() => {
    const options = { ...small, mode: "inference" } as const;
    const weights = initial(options, 1);
    expect(() => imageNet(zeros([1, 32, 32, 4]), weights, options)).toThrow(
      "imageNet: expected pictures of shape [batch, height, width, 3], got [1, 32, 32, 4].",
    );
    expect(() => imageNet(zeros([1, 15, 32, 3]), weights, options)).toThrow(
      "imageNet: expected pictures of at least 16 × 16 pixels, got 15 × 32. Enlarge them first; " +
        "the paper uses 224 × 224.",
    );
    const { "image.conv3.kernel": _, ...rest } = weights;
    expect(() => imageNet(zeros([1, 32, 32, 3]), rest, options)).toThrow(
      "imageNet: expected weight image.conv3.kernel of shape [3, 3, 8, 16], got none. Give every " +
        "weight of imageNetShapes(options), for example those of initialImageNetWeights.",
    );
    expect(() => imageNet(zeros([1, 32, 32, 3]), weights, { ...options, features: 7 })).toThrow(
      "imageNet: expected weight image.head1.kernel of shape [1, 1, 32, 7], got [1, 1, 32, 6]. " +
        "Use the options the weights were made with.",
    );
  });
});
