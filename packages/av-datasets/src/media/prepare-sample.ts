import { networkSpectrogram } from "@ssl/audio-stft";
import ndarray, { type NdArray } from "ndarray";
import type { Sound } from "./decode-sound.ts";
import type { PreparedSample, SampleFiles, SampleForm, SoundClip } from "./prepared-sample.ts";
import { readFrames } from "./read-frames.ts";
import { readPicture } from "./read-picture.ts";
import { readSound } from "./read-sound.ts";
import { densePicture, resizePicture } from "./resize-picture.ts";

/** Decodes one sample. */
export async function prepareSample(
  sample: SampleFiles,
  { sampleRate = 22_050, stft = {}, pictureSize }: SampleForm,
): Promise<PreparedSample> {
  const soundFile = sample.sound ?? sample.video;
  if (soundFile === undefined && sample.picture === undefined) {
    throw new RangeError("expected a picture, a sound or a video, got none");
  }
  const [picture, whole] = await Promise.all([
    samplePicture(sample),
    soundFile === undefined ? undefined : readSound(soundFile, { sampleRate }),
  ]);
  const sound = whole && sample.clip ? clipOf(whole, sample.clip, soundFile ?? "the sound") : whole;
  return {
    id: sample.id,
    ...(picture && { picture: pictureSize ? resized(picture, pictureSize) : picture }),
    ...(sound && { sound, spectrogram: networkSpectrogram(sound.waveform, stft) }),
  };
}

async function samplePicture(sample: SampleFiles): Promise<NdArray<Uint8Array> | undefined> {
  if (sample.picture !== undefined) return readPicture(sample.picture);
  if (sample.video === undefined) return undefined;
  if (sample.frameSeconds === undefined) {
    throw new RangeError(`expected frameSeconds, for the picture of ${sample.video}, got none`);
  }
  for await (const frame of readFrames(sample.video, { times: [sample.frameSeconds] })) {
    return frame.picture;
  }
  return undefined;
}

function clipOf(sound: Sound, { startSeconds, seconds }: SoundClip, file: string): Sound {
  const { waveform, sampleRate } = sound;
  const from = Math.round(startSeconds * sampleRate);
  const length = Math.round(seconds * sampleRate);
  if (!(from >= 0 && length > 0 && from + length <= waveform.data.length)) {
    throw new RangeError(
      `expected a clip within the ${sound.seconds.toFixed(3)} s of ${file}, ` +
        `got ${seconds} s from ${startSeconds} s on`,
    );
  }
  const data = waveform.data.slice(from, from + length);
  let peak = 0;
  for (let i = 0; i < length; i++) peak = Math.max(peak, Math.abs(data[i]!));
  return { ...sound, waveform: ndarray(data), seconds, peak };
}

function resized(
  picture: NdArray<Uint8Array>,
  { width, height }: { readonly width: number; readonly height: number },
): NdArray<Uint8Array> {
  const [rows, columns] = picture.shape as [number, number];
  const whole = { left: 0, top: 0, width: columns, height: rows };
  const values = resizePicture(densePicture(picture, whole), width, height);
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.round(values[i]!);
  return ndarray(bytes, [height, width, 3]);
}
