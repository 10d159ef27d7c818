import type { Form, FrameJob, FrameTarget } from "./frame-job.ts";
import { copyPadded } from "./padded-samples.ts";
import type { WasmKernels } from "./wasm-kernels.ts";

/** Transforms all frames of 1022 samples in float32, block by block: memory does not grow. */
export function transformFramesWasm(
  job: FrameJob,
  form: Form,
  { first, second, step }: FrameTarget,
  kernels: WasmKernels,
): void {
  const { frames, bins } = job;
  const { blockFrames, spectrum } = kernels;
  const spacing = Math.min(job.hopLength, job.windowLength);
  for (let start = 0; start < frames; start += blockFrames) {
    const count = Math.min(blockFrames, frames - start);
    loadBlock(job, start, count, kernels);
    kernels.transformFrames(count, spacing, form === "polar", step === 2);
    if (step === 2) {
      first.set(spectrum.subarray(0, 2 * count * bins), 2 * start * bins);
    } else {
      const plane = blockFrames * bins;
      first.set(spectrum.subarray(0, count * bins), start * bins);
      second.set(spectrum.subarray(plane, plane + count * bins), start * bins);
    }
  }
}

/** Copies a block's samples; what its last eight frames lack is silence. */
function loadBlock(job: FrameJob, start: number, count: number, { waveform }: WasmKernels): void {
  const { samples, windowLength, hopLength, margin, padding } = job;
  const from = start * hopLength - margin;
  if (hopLength <= windowLength) {
    const end = (count - 1) * hopLength + windowLength;
    copyPadded(samples, from, waveform.subarray(0, end), padding);
    waveform.fill(0, end);
    return;
  }
  for (let frame = 0; frame < count; frame++) {
    const stretch = waveform.subarray(frame * windowLength, (frame + 1) * windowLength);
    copyPadded(samples, from + frame * hopLength, stretch, padding);
  }
  waveform.fill(0, count * windowLength);
}
