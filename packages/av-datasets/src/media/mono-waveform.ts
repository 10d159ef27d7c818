import { resample } from "@ssl/audio-stft";
import ndarray, { type NdArray } from "ndarray";
import type { WavAudio } from "./read-wav.ts";

/**
 * Averages the channels of a recording and brings it to one sample rate.
 *
 * @param audio - the recording, as `readWav` returns it
 * @param sampleRate - Hz of the result; the paper's is 22 050
 * @returns [samples], the mean of the channels, in [−1, 1] for integer files; the caller's own
 * @throws RangeError if there is no channel or the channels differ in length, or the rate is not a
 * positive integer
 * @example
 * ```ts
 * import { monoWaveform } from "@ssl/av-datasets";
 *
 * const left = new Float32Array([1, 0, -1]);
 * const right = new Float32Array([0, 0, -1]);
 * const mono = monoWaveform({ sampleRate: 22050, channels: [left, right] });
 * console.log(mono.data); // Float32Array(3) [ 0.5, 0, -1 ]
 * ```
 */
export function monoWaveform(audio: WavAudio, sampleRate = 22_050): NdArray<Float32Array> {
  const { channels, sampleRate: from } = audio;
  const lengths = channels.map((channel) => channel.length);
  if (lengths.length === 0 || lengths.some((length) => length !== lengths[0])) {
    throw new RangeError(
      "monoWaveform: expected channels of one length, " +
        `got ${lengths.length === 0 ? "none" : lengths.join(", ")}.`,
    );
  }
  if (!Number.isInteger(sampleRate) || sampleRate < 1) {
    throw new RangeError(
      `monoWaveform: expected sampleRate to be a positive integer, got ${sampleRate}.`,
    );
  }
  const mono = new Float32Array(lengths[0]!);
  for (const channel of channels) {
    for (let i = 0; i < mono.length; i++) mono[i]! += channel[i]! / channels.length;
  }
  const waveform = ndarray(mono, [mono.length]);
  return from === sampleRate ? waveform : resample(waveform, { from, to: sampleRate });
}
