import ndarray, { type NdArray } from "ndarray";
import { MOST_VALUES } from "./limits.ts";
import { resamplingFilter } from "./resampling-filter.ts";
import { runFilter } from "./run-filter.ts";
import type { NdArrayLike, ResampleOptions } from "./types.ts";
import { waveformSamples } from "./waveform-samples.ts";

/**
 * A waveform at another sample rate, without aliases.
 *
 * Not in the paper, which does not say how its clips came to one rate: a polyphase windowed sinc, 32
 * zero crossings a side, cut off at 0.94 of the lower rate's half, Kaiser window of beta 12. What
 * lies beyond the ends counts as silence. Output sample i stands at the time i / `to`.
 *
 * @param waveform - `[samples]`, mono, finite
 * @param options - both rates, Hz
 * @returns `[⌈samples · to / from⌉]`, the caller's own: every output time before the waveform's
 * end; a copy if the rates are equal
 * @throws TypeError if the waveform is no ndarray; RangeError if it is empty, not mono or not
 * finite, or if the rates need a filter of more than 2²³ values
 * @example
 * ```ts
 * import { resample } from "@ssl/audio-stft";
 * import ndarray from "ndarray";
 *
 * const cd = ndarray(new Float32Array(44_100));
 * console.log(resample(cd, { from: 44_100, to: 22_050 }).shape); // [ 22050 ]
 * ```
 */
export function resample(waveform: NdArrayLike, options: ResampleOptions): NdArray<Float32Array> {
  const filter = resamplingFilter(options);
  const samples = waveformSamples("resample", waveform);
  const length = Math.ceil((samples.length * filter.up) / filter.down);
  if (length > MOST_VALUES) {
    throw new RangeError(
      `resample: expected a result of at most ${MOST_VALUES} samples, got ${length}. ` +
        "Cut the waveform in parts.",
    );
  }
  if (filter.up === filter.down) return ndarray(samples.slice());
  return ndarray(runFilter(samples, filter, length));
}
