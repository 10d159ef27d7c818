import ndarray, { type NdArray } from "ndarray";
import { frameJob } from "./frame-job.ts";
import { transformFrames } from "./transform-frames.ts";
import type { NdArrayLike, StftOptions } from "./types.ts";

/**
 * A waveform as the sound network reads it: {@link spectrogram} with amplitude and phase side by
 * side, in one pass. Put a batch axis in front and it is the network's input.
 *
 * @param waveform - `[samples]`, mono, finite; usually in [−1, 1], at 22 050 Hz in the paper
 * @param options - window, hop and padding, in samples
 * @returns `[frames, bins, 2]`, the caller's own: channel 0 the amplitude (at least 0, no
 * logarithm), channel 1 the phase in (−π, π]; `.data` is row-major
 * @throws TypeError if the waveform is no ndarray; RangeError if it is empty, not mono, not finite
 * or too short, or if an option is out of range
 * @example
 * ```ts
 * import { networkSpectrogram } from "@ssl/audio-stft";
 * import ndarray from "ndarray";
 *
 * const input = networkSpectrogram(ndarray(new Float32Array(220_500)));
 * console.log(input.shape); // [ 432, 512, 2 ]
 * ```
 */
export function networkSpectrogram(
  waveform: NdArrayLike,
  options: StftOptions = {},
): NdArray<Float32Array> {
  const job = frameJob("networkSpectrogram", waveform, options);
  const pairs = new Float32Array(job.frames * job.bins * 2);
  transformFrames(job, "polar", { first: pairs, second: pairs.subarray(1), step: 2 });
  return ndarray(pairs, [job.frames, job.bins, 2]);
}
