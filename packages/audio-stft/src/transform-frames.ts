import type { Form, FrameJob, FrameTarget } from "./frame-job.ts";
import { transformFramesPlainly } from "./transform-frames-plainly.ts";
import { transformFramesWasm } from "./transform-frames-wasm.ts";
import { wasmKernels } from "./wasm-kernels.ts";

/** Windows and transforms all frames, by the WASM kernel where it serves. */
export function transformFrames(job: FrameJob, form: Form, target: FrameTarget): void {
  const kernels = job.windowLength === 1022 ? wasmKernels() : undefined;
  if (kernels) transformFramesWasm(job, form, target, kernels);
  else transformFramesPlainly(job, form, target);
}
