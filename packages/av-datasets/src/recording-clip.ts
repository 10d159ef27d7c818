import type { NamedStream } from "@ssl/named-streams";

/** Which part of a recording a clip is cut from. */
export type Split = "train" | "test";

/** Offsets that are tried for a clip that is heard; the loudest is kept if none is. */
const TRIES = 8;

/**
 * Cuts a clip from one half of a recording, repeated as often as the clip needs.
 *
 * Recordings of a second and more give their first half to training and their second to testing;
 * shorter ones give the whole to both. The clip begins at a random place where its root mean square
 * is at least half of the part's, so that no clip falls into a pause. It is brought to a root mean
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
  const heard = rootMeanSquare(part) / 2;
  let clip = repeated(part, stream.below(part.length), length);
  let level = rootMeanSquare(clip);
  for (let tries = 1; tries < TRIES && level < heard; tries++) {
    const other = repeated(part, stream.below(part.length), length);
    const otherLevel = rootMeanSquare(other);
    if (otherLevel > level) {
      clip = other;
      level = otherLevel;
    }
  }
  const wanted = (0.1 * 10 ** (stream.uniform() - 0.5)) / (level + 1e-6);
  let peak = 1e-6;
  for (let i = 0; i < length; i++) peak = Math.max(peak, Math.abs(clip[i]!));
  const gain = Math.min(wanted, 0.99 / peak);
  for (let i = 0; i < length; i++) clip[i] = clip[i]! * gain + 0.002 * (stream.uniform() - 0.5);
  return clip;
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
  for (let i = 0; i < samples.length; i++) sum += samples[i]! ** 2;
  return Math.sqrt(sum / samples.length);
}
