import { namedStream } from "@ssl/named-streams";
import sharp, { type Sharp } from "sharp";
import { writeWav } from "../src/index.ts";
import { wavFile } from "./wav-file.ts";

/** Samples per second of made recordings, in Hz. */
export const MADE_RATE = 16_000;

/** A recording of two seconds, a dozen struck tones at odd moments; each seed another. */
export function madeSound(seed: number): Float32Array {
  const stream = namedStream(seed, "sound");
  const out = new Float32Array(2 * MADE_RATE);
  for (let tone = 0; tone < 12; tone++) {
    const start = Math.floor(stream.uniform() * 0.8 * out.length);
    const hertz = 200 * 16 ** stream.uniform();
    const decay = 4 + 20 * stream.uniform();
    const phase = 6 * stream.uniform();
    for (let i = start; i < out.length; i++) {
      const seconds = (i - start) / MADE_RATE;
      out[i]! +=
        0.12 * Math.exp(-decay * seconds) * Math.sin(2 * Math.PI * hertz * seconds + phase);
    }
  }
  return out;
}

/** It as a WAV file of 16 bits. */
export function madeWav(waveform: Float32Array): Uint8Array {
  return writeWav(waveform, MADE_RATE);
}

/** Two channels as a WAV file of 16 bits. */
export function stereoWav(left: Float32Array, right: Float32Array): Uint8Array {
  const whole = (samples: Float32Array): number[] =>
    Array.from(samples, (value) => Math.round(32_767 * value));
  return wavFile([whole(left), whole(right)], { sampleRate: MADE_RATE });
}

/** A picture of soft blobs, RGB; each seed another. */
export function madePicture(seed: number, width = 64, height = 64): Sharp {
  const stream = namedStream(seed, "picture");
  const waves = Array.from({ length: 10 }, () => ({
    across: 8 * stream.uniform() - 4,
    down: 8 * stream.uniform() - 4,
    phase: 6 * stream.uniform(),
    channel: stream.below(3),
  }));
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = [128, 128, 128];
      for (const { across, down, phase, channel } of waves) {
        const turn = Math.PI * ((across * x) / width + (down * y) / height) + phase;
        colour[channel]! += 24 * Math.sin(turn);
      }
      data.set(
        colour.map((value) => Math.max(0, Math.min(255, Math.round(value)))),
        (y * width + x) * 3,
      );
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}
