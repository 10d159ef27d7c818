import { expect, test } from "vitest";
import { batchNormShapes } from "../src/index.ts";

test("a layer has four weights of one number per channel", () => {
  expect(batchNormShapes("image.bn1", 64)).toEqual({
    "image.bn1.gamma": [64],
    "image.bn1.beta": [64],
    "image.bn1.moving_mean": [64],
    "image.bn1.moving_variance": [64],
  });
});
