import { resample } from "@ssl/audio-stft";
import ndarray from "ndarray";

/** Samples per second at which recordings are compared: what survives every codec and telephone. */
export const COMPARED_RATE = 8000;

/** Seconds of a recording that are compared. */
const COMPARED_SECONDS = 60;

/** Hz: below this there is rumble, in recordings that have nothing in common. */
export const RUMBLE_HZ = 100;

/** A recording as it is compared with others: one channel, 8 kHz, its first minute. */
export interface ComparableSound {
  /** Without its mean. */
  readonly plain: Float64Array;
  /** Without what lies below 100 Hz. */
  readonly clear: Float64Array;
}

/** Brings one channel to the form in which recordings are compared. */
export function comparableSound(mono: Float32Array, sampleRate: number): ComparableSound {
  const first = mono.subarray(0, COMPARED_SECONDS * sampleRate);
  const waveform = ndarray(first, [first.length]);
  const { data } =
    sampleRate === COMPARED_RATE
      ? waveform
      : resample(waveform, { from: sampleRate, to: COMPARED_RATE });
  let mean = 0;
  for (const value of data) mean += value / data.length;
  const plain = Float64Array.from(data, (value) => value - mean);
  return { plain, clear: highPassed(plain, { hertz: RUMBLE_HZ, sampleRate: COMPARED_RATE }) };
}

/** Takes away what lies below a frequency: two poles, −6 dB there. */
export function highPassed(
  samples: ArrayLike<number>,
  { hertz, sampleRate }: { readonly hertz: number; readonly sampleRate: number },
): Float64Array {
  const keep = Math.exp((-2 * Math.PI * hertz) / sampleRate);
  const out = Float64Array.from(samples);
  for (let pass = 0; pass < 2; pass++) {
    let before = 0;
    let passed = 0;
    for (let i = 0; i < out.length; i++) {
      const value = out[i]!;
      passed = value - before + keep * passed;
      before = value;
      out[i] = passed;
    }
  }
  return out;
}
