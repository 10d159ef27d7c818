import type { NamedStream } from "@ssl/named-streams";

/** Seconds: the pauses between repetitions of a recording, and before the first one. */
const PAUSE = [0.05, 0.8] as const;
const LONGEST_START = 0.3;
/** Seconds over which a cut end fades. */
const FADE = 0.005;
/** Starts in a long recording that are looked at: enough to miss nothing, few enough to be quick. */
const MOST_STARTS = 4096;

/**
 * Makes what an object is heard with: a recording, cut from a random place where it is heard if it is
 * longer than the clip, else repeated with random pauses.
 *
 * @param recording - not silent
 * @returns `length` samples of a root mean square of about 0.1; see `atLevel`
 */
export function sceneVoice(
  recording: Float32Array,
  {
    sampleRate,
    length,
    stream,
  }: { readonly sampleRate: number; readonly length: number; readonly stream: NamedStream },
): Float32Array {
  const voice = new Float32Array(length);
  const size = recording.length;
  const fade = Math.min(Math.round(FADE * sampleRate), size >> 1, length >> 1);
  if (size >= length) {
    const start = heardStart(recording, length, stream);
    voice.set(recording.subarray(start, start + length));
    fadeEnds(voice, 0, length, fade);
  } else {
    const latest = Math.min(LONGEST_START * sampleRate, length - size);
    let at = Math.round(stream.uniform() * latest);
    while (at < length) {
      const count = Math.min(size, length - at);
      voice.set(recording.subarray(0, count), at);
      fadeEnds(voice, at, at + count, Math.min(fade, count >> 1));
      const pause = PAUSE[0] + (PAUSE[1] - PAUSE[0]) * stream.uniform();
      at += size + Math.round(pause * sampleRate);
    }
  }
  return atLevel(voice, stream);
}

/**
 * Brings a voice to a root mean square of 0.1 × 10^u, u uniform in ±0.25 (±5 dB), in its place.
 *
 * @returns the voice itself
 */
export function atLevel(voice: Float32Array, stream: NamedStream): Float32Array {
  const energy = energyOf(voice, 0, voice.length);
  const level = 0.1 * 10 ** (0.5 * stream.uniform() - 0.25);
  const gain = energy > 0 ? level / Math.sqrt(energy / voice.length) : 0;
  for (let i = 0; i < voice.length; i++) voice[i]! *= gain;
  return voice;
}

/** Draws a start from which on `length` samples have at least half of the recording's level. */
function heardStart(recording: Float32Array, length: number, stream: NamedStream): number {
  const last = recording.length - length;
  const step = Math.max(1, Math.floor(last / MOST_STARTS));
  const least = (energyOf(recording, 0, recording.length) / recording.length) * length * 0.25;
  let heard = energyOf(recording, 0, length);
  let loudest = 0;
  let most = heard;
  const starts: number[] = [];
  for (let start = 0; ; start += step) {
    if (heard >= least) starts.push(start);
    if (heard > most) [loudest, most] = [start, heard];
    if (start + step > last) break;
    heard += energyOf(recording, start + length, start + length + step);
    heard -= energyOf(recording, start, start + step);
  }
  return starts.length > 0 ? starts[stream.below(starts.length)]! : loudest;
}

function energyOf(samples: Float32Array, from: number, to: number): number {
  let energy = 0;
  for (let i = from; i < to; i++) energy += samples[i]! * samples[i]!;
  return energy;
}

function fadeEnds(voice: Float32Array, from: number, to: number, fade: number): void {
  for (let i = 0; i < fade; i++) {
    const gain = (i + 0.5) / fade;
    voice[from + i]! *= gain;
    voice[to - 1 - i]! *= gain;
  }
}
