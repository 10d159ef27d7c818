import { expectClose, expectNoLeak } from "@ssl/testing";
import { dispose, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { namedBatchNorm } from "../src/index.ts";

expectNoLeak();

test("training returns the weights it replaces under their names", async () => {
  const weights = {
    "bn.gamma": tensor1d([1]),
    "bn.beta": tensor1d([0]),
    "bn.moving_mean": tensor1d([0]),
    "bn.moving_variance": tensor1d([1]),
  };
  const x = tensor2d([[1], [3]]);
  const trained = namedBatchNorm(x, weights, { name: "bn", mode: "training" });
  const inferred = namedBatchNorm(x, weights, { name: "bn", mode: "inference" });
  expect(Object.keys(trained.moving)).toEqual(["bn.moving_mean", "bn.moving_variance"]);
  expect(inferred.moving).toEqual({});
  expectClose(await trained.moving["bn.moving_mean"]!.data(), [0.2], { rtol: 0, atol: 1e-6 });
  expectClose(await inferred.y.data(), [1, 3], { rtol: 1e-5, atol: 0 });
  dispose([weights, x, trained, inferred]);
});

test("a missing weight is named", () => {
  const x = tensor2d([[1], [3]]);
  expect(() => namedBatchNorm(x, {}, { name: "sound.bn1", mode: "training" })).toThrow(
    "namedBatchNorm: expected a weight sound.bn1.gamma, got none.",
  );
  x.dispose();
});
