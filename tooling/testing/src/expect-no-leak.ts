import { memory } from "@tensorflow/tfjs-core";
import { afterEach, beforeEach, expect } from "vitest";

/** Registers hooks that fail a test which leaves more (or fewer) tensors than it found. */
export function expectNoLeak(): void {
  let before = 0;
  beforeEach(() => {
    before = memory().numTensors;
  });
  afterEach(() => {
    expect(memory().numTensors, "tensors left behind by the test").toBe(before);
  });
}
