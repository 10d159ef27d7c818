import { checkFinite } from "./check-finite.ts";
import { denseArray } from "./dense-array.ts";
import type { NdArrayLike } from "./types.ts";

/** A checked waveform's samples, one after another; borrowed where they lie so already. */
export function waveformSamples(caller: string, waveform: NdArrayLike): Float32Array {
  const samples = denseArray(caller, "waveform", waveform);
  if (waveform.shape.length !== 1) {
    throw new RangeError(
      `${caller}: expected waveform of shape [samples], got [${waveform.shape.join(", ")}]. ` +
        "Mix the channels down, or pick one.",
    );
  }
  if (samples.length === 0) {
    throw new RangeError(`${caller}: expected waveform of at least 1 sample, got 0.`);
  }
  checkFinite(caller, "waveform", samples, waveform.shape);
  return samples;
}
