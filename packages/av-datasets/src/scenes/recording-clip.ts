import type { NamedStream } from "@ssl/named-streams";

/** Which part of a recording a clip is cut from. */
export type Split = "train" | "test";

/**
 * Cuts a clip from one half of a recording, repeated as often as the clip needs.
 *
 * Recordings of a second and more give their first half to training and their second to testing;
 * shorter ones give the whole to both. The clip begins at random, at any sample from which on its
 * root mean square is at least half of the part's, so that no clip falls into a pause. It is brought to a root mean
 * square of 0.1 × 10^u, u uniform in [−0.5, 0.5), or to a peak of 0.99 if that is lower, and noise
 * uniform in ±0.001 is added.
 *
 * @returns `length` samples in [−1, 1], newly allocated
 */
export function recordingClip(
  waveform: Float32Array,
  {
    split,
    sampleRate,
    length,
    stream,
  }: {
    readonly split: Split;
    readonly sampleRate: number;
    readonly length: number;
    readonly stream: NamedStream;
  },
): Float32Array {
  const half = waveform.length >> 1;
  const short = waveform.length < sampleRate;
  const part = short
    ? waveform
    : split === "train"
      ? waveform.subarray(0, half)
      : waveform.subarray(half);
  const clip = repeated(part, heardStart(part, length, stream), length);
  const wanted = (0.1 * 10 ** (stream.uniform() - 0.5)) / (rootMeanSquare(clip) || 1);
  let peak = 0;
  for (let i = 0; i < length; i++) peak = Math.max(peak, Math.abs(clip[i]!));
  const gain = Math.min(wanted, 0.99 / peak);
  for (let i = 0; i < length; i++) clip[i] = clip[i]! * gain + 0.002 * (stream.uniform() - 0.5);
  return clip;
}

/** Draws one of the starts from which the repeated part is heard for the clip's length. */
function heardStart(part: Float32Array, length: number, stream: NamedStream): number {
  const size = part.length;
  const rest = length % size;
  // energy[i]: of the samples before i, going round once.
  const energy = new Float64Array(size + rest + 1);
  for (let i = 0; i < size; i++) energy[i + 1] = energy[i]! + part[i]! * part[i]!;
  const whole = energy[size]!;
  for (let i = 0; i < rest; i++) energy[size + i + 1] = whole + energy[i + 1]!;
  const rounds = (length - rest) / size;
  const least = (whole / size) * length * 0.25;
  const starts = new Int32Array(size);
  let count = 0;
  for (let start = 0; start < size; start++) {
    const heard = rounds * whole + energy[start + rest]! - energy[start]!;
    if (heard >= least) starts[count++] = start;
  }
  return starts[stream.below(count)]!;
}

function repeated(part: Float32Array, start: number, length: number): Float32Array {
  const clip = new Float32Array(length);
  for (let i = 0, at = start; i < length; i++) {
    clip[i] = part[at]!;
    at = at + 1 < part.length ? at + 1 : 0;
  }
  return clip;
}

function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i]! * samples[i]!;
  return Math.sqrt(sum / samples.length);
}
