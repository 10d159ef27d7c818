import type { Tensor } from "@tensorflow/tfjs-core";
import { type ExpectedTensor, expectGolden } from "./expect-golden.ts";

/** Holds a tensor, borrowed, against a golden one; see `expectGolden`. */
export async function expectGoldenTensor(
  actual: Tensor,
  expected: ExpectedTensor,
  label: string,
): Promise<void> {
  expectGolden(await actual.data(), actual.shape, expected, label);
}
