import { networkSpectrogram, resample } from "@ssl/audio-stft";
import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import type { AudioBufferLike, Sound } from "./sound.ts";

/** Samples a second that the sound network was made for, section 3.1. */
const SAMPLE_RATE = 22_050;

/**
 * Turns a sound into the sound network's input: mono, 22 050 Hz, STFT 1022 / 511, section 3.1.
 *
 * @param sound - mono samples with their rate, or an `AudioBuffer`, whose channels are averaged
 * @returns [frames, 512, 2]: amplitude and phase; the caller's own
 * @throws RangeError if the sound is empty or a sample is not finite
 */
export function soundSpectrogram(sound: Sound | AudioBufferLike): NdArray<Float32Array> {
  const waveform = "waveform" in sound ? sound.waveform : averageChannels(sound);
  const { sampleRate } = sound;
  const mono = ndarray(waveform);
  return networkSpectrogram(
    sampleRate === SAMPLE_RATE ? mono : resample(mono, { from: sampleRate, to: SAMPLE_RATE }),
  );
}

function averageChannels(sound: AudioBufferLike): Float32Array {
  const sum = new Float32Array(sound.length);
  for (let channel = 0; channel < sound.numberOfChannels; channel++) {
    const samples = sound.getChannelData(channel);
    for (let i = 0; i < sum.length; i++) sum[i]! += samples[i]! / sound.numberOfChannels;
  }
  return sum;
}
