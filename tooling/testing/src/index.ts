export { asTensors } from "./as-tensors.ts";
export { expectClose, type Tolerance } from "./expect-close.ts";
export { type ExpectedTensor, expectGolden } from "./expect-golden.ts";
export { expectGoldenTensor } from "./expect-golden-tensor.ts";
export { expectNoLeak } from "./expect-no-leak.ts";
export { fnv1a32 } from "./fnv1a32.ts";
export {
  type GoldenArray,
  type GoldenEntry,
  goldenTensor,
  goldenTensors,
} from "./golden-tensor.ts";
export { mulberry32 } from "./mulberry32.ts";
export { readGolden } from "./read-golden.ts";
