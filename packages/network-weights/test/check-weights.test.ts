import { expect, test } from "vitest";
import { checkWeights } from "../src/index.ts";

const shapes = { "fc.kernel": [8, 4], "fc.bias": [4] };
const options = { caller: "dense", cure: "Give both." };
const kernel = { shape: [8, 4] };

test("weights of the listed shapes pass, whatever else is there", () => {
  checkWeights({ "fc.kernel": kernel, "fc.bias": { shape: [4] }, more: kernel }, shapes, options);
});

test("a missing weight is named with its shape and its cure", () => {
  expect(() => checkWeights({ "fc.kernel": kernel }, shapes, options)).toThrow(
    new RangeError("dense: expected weight fc.bias of shape [4], got none. Give both."),
  );
});

test("a weight of another shape is named with both", () => {
  const bias = { shape: [2, 2] };
  expect(() => checkWeights({ "fc.kernel": kernel, "fc.bias": bias }, shapes, options)).toThrow(
    new RangeError(
      "dense: expected weight fc.bias of shape [4], got [2, 2]. Use the options the weights were " +
        "made with.",
    ),
  );
});
