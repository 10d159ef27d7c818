import ndarray, { type NdArray } from "ndarray";
import { type Form, frameJob } from "./frame-job.ts";
import { transformFrames } from "./transform-frames.ts";
import type { NdArrayLike, StftOptions } from "./types.ts";

/** Both numbers of every bin, in two arrays `[frames, bins]`. */
export function spectrumArrays(
  caller: string,
  waveform: NdArrayLike,
  options: StftOptions,
  form: Form,
): [NdArray<Float32Array>, NdArray<Float32Array>] {
  const job = frameJob(caller, waveform, options);
  const shape = [job.frames, job.bins];
  const first = new Float32Array(job.frames * job.bins);
  const second = new Float32Array(job.frames * job.bins);
  transformFrames(job, form, { first, second, step: 1 });
  return [ndarray(first, shape), ndarray(second, [...shape])];
}
