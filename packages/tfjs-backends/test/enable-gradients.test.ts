import {
  conv2d,
  gather,
  grad,
  image,
  ones,
  type Tensor,
  type Tensor4D,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { useBackend } from "../src/index.ts";

beforeAll(async () => void (await useBackend("cpu")));

const gradientOf = (compute: (x: Tensor) => Tensor, shape: number[]): (() => Tensor) => {
  return () => tidy(() => grad(compute)(ones(shape)));
};

test("a repeated pixel's gradient is the sum over its copies", async () => {
  const gradient = gradientOf(
    (x) => image.resizeNearestNeighbor(x as Tensor4D, [4, 9]),
    [2, 2, 3, 1],
  )();
  expect(Array.from(await gradient.data())).toEqual(Array(12).fill(6));
  gradient.dispose();
});

test("what has no gradient here is an error that names it", () => {
  expect(
    gradientOf(
      (x) => conv2d(x as Tensor4D, ones([2, 2, 1, 1]) as Tensor4D, 1, "same", "NHWC", 2),
      [1, 4, 4, 1],
    ),
  ).toThrow(new RangeError("gradient of conv2d: expected dilations of 1, got 2."));
  expect(
    gradientOf((x) => image.resizeNearestNeighbor(x as Tensor4D, [4, 7]), [1, 2, 3, 1]),
  ).toThrow(
    new RangeError(
      "gradient of resizeNearestNeighbor: expected a whole multiple of 2 x 3 without alignCorners, got 4 x 7.",
    ),
  );
  expect(gradientOf((x) => gather(x, tensor2d([[0], [1]], [2, 1], "int32"), 1, 1), [2, 3])).toThrow(
    new RangeError("gradient of gather: expected batchDims to be 0, got 1. Flatten the batch."),
  );
});
