import { type Framing, framesOf, framing } from "./framing.ts";
import { MOST_VALUES } from "./limits.ts";
import type { NdArrayLike, Padding, StftOptions } from "./types.ts";
import { waveformSamples } from "./waveform-samples.ts";

/** A checked waveform and the frames it is to be cut into. */
export interface FrameJob extends Framing {
  readonly samples: Float32Array;
  readonly padding: Padding;
  readonly frames: number;
}

/** Two numbers a bin: real and imaginary part, or amplitude and phase. */
export type Form = "complex" | "polar";

/** Where the numbers of frame t and bin k go: to `[(t · bins + k) · step]` of each array. */
export interface FrameTarget {
  readonly first: Float32Array;
  readonly second: Float32Array;
  readonly step: 1 | 2;
}

/** Checks all that a transform is given, before anything is allocated. */
export function frameJob(caller: string, waveform: NdArrayLike, options: StftOptions): FrameJob {
  const frame = framing(caller, options);
  const { padding = "reflect" } = options;
  if (padding !== "reflect" && padding !== "constant") {
    throw new RangeError(`${caller}: expected padding "reflect" or "constant", got "${padding}".`);
  }
  const samples = waveformSamples(caller, waveform);
  const frames = framesOf(caller, samples.length, frame);
  const size = frames * frame.bins;
  if (2 * size > MOST_VALUES) {
    throw new RangeError(
      `${caller}: expected at most ${MOST_VALUES / 2} bins in all, ` +
        `got ${frames} frames of ${frame.bins}. Use a longer hop or cut the waveform in parts.`,
    );
  }
  return { ...frame, samples, padding, frames };
}
