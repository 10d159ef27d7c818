import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { decodedChannels } from "../media/decode-sound.ts";
import { soundTrack } from "../media/read-sound-track.ts";
import { id3Length, soundKind } from "../media/sound-kind.ts";
import { comparableSound, highPassed } from "./comparable-sound.ts";
import { type SoundAnchors, soundAnchors } from "./sound-anchors.ts";

/** A recording as its file holds it. */
export interface FileSound {
  readonly sampleRate: number;
  /** Those of a file that ffmpeg reads are averaged to one. */
  readonly channels: readonly Float32Array[];
  /** Channels in the file. */
  readonly fileChannels: number;
  /** Samples per second in the file. */
  readonly fileRate: number;
  readonly codec: string;
}

/** What is kept of a recording: enough to find faults and its like, not to hear it. */
export interface SoundSigns {
  readonly seconds: number;
  /** In the file, in Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  readonly codec: string;
  /** The greatest magnitude in any channel. */
  readonly peak: number;
  /** Of all channels about their means. */
  readonly rms: number;
  /** The mean of the channels' means. */
  readonly mean: number;
  /** The share of samples that stand at full scale, three or more of them in a row. */
  readonly clipped: number;
  /** The share of the energy below 31 Hz, its mean included. */
  readonly rumble: number;
  /** The RMS of the channels' mean in units of `rms`: near 0 if they cancel each other. */
  readonly mono: number;
  /** Of all samples, their rate and channels: 128 bits in hexadecimal digits. */
  readonly digest: string;
  /** None if it is silent. */
  readonly anchors: SoundAnchors;
}

/** RMS: −80 dB, what the lowest bit of 16 makes; below it a recording is silent. */
export const SILENCE = 1e-4;

/** Samples at full scale in a row that no wave makes by itself. */
const LEAST_RUN = 3;
const FULL_SCALE = 0.99;

/** Hz: below what anyone hears, and what any network is shown. */
const INAUDIBLE_HZ = 31;

/** Decodes a sound file, or the sound track of a film. */
export async function fileSound(path: string, signal?: AbortSignal): Promise<FileSound> {
  const bytes = await readFile(path);
  const body = bytes.subarray(id3Length(bytes));
  const kind = soundKind(body);
  if (kind !== undefined) {
    const audio = await decodedChannels("examineDataSet", kind, body, path);
    const { sampleRate, channels } = audio;
    return {
      sampleRate,
      channels,
      fileChannels: channels.length,
      fileRate: sampleRate,
      codec: kind,
    };
  }
  const track = await soundTrack("examineDataSet", path, signal === undefined ? {} : { signal });
  return {
    sampleRate: track.sampleRate,
    channels: [track.waveform.data],
    fileChannels: track.channels,
    fileRate: track.fileRate,
    codec: track.codec,
  };
}

/** The signs of a recording. */
export function soundSigns(sound: FileSound): SoundSigns {
  const { channels, sampleRate, fileChannels, fileRate, codec } = sound;
  const length = channels[0]?.length ?? 0;
  const hash = createHash("sha256").update(`${sampleRate} ${channels.length}\n`);
  for (const { buffer, byteOffset, byteLength } of channels) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  const each = channels.map(channelSigns);
  const over = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const rms = Math.sqrt(over(each.map(({ variance }) => variance)));
  const mono = meanOfChannels(sound);
  const heard = channelSigns(mono);
  return {
    seconds: length / sampleRate,
    sampleRate: fileRate,
    channels: fileChannels,
    codec,
    peak: Math.max(0, ...each.map(({ peak }) => peak)),
    rms,
    mean: over(each.map(({ mean }) => mean)),
    clipped: over(each.map(({ clipped }) => clipped)),
    rumble: rumbleShare(mono, sampleRate),
    mono: rms === 0 ? 1 : Math.sqrt(heard.variance) / rms,
    digest: hash.digest("hex").slice(0, 32),
    anchors:
      Math.sqrt(heard.variance) < SILENCE
        ? { low: new Int32Array(), high: new Int32Array() }
        : soundAnchors(comparableSound(mono, sampleRate).clear),
  };
}

/** The mean of a recording's channels. */
export function meanOfChannels({ channels }: Pick<FileSound, "channels">): Float32Array {
  const [first = new Float32Array()] = channels;
  if (channels.length <= 1) return first;
  return Float32Array.from(first, (_, i) => {
    let sum = 0;
    for (const channel of channels) sum += channel[i]!;
    return sum / channels.length;
  });
}

interface ChannelSigns {
  readonly peak: number;
  readonly mean: number;
  readonly variance: number;
  readonly clipped: number;
}

function channelSigns(samples: Float32Array): ChannelSigns {
  if (samples.length === 0) return { peak: 0, mean: 0, variance: 0, clipped: 0 };
  let sum = 0;
  let peak = 0;
  let clipped = 0;
  let run = 0;
  let last = 0;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i]!;
    sum += value;
    const magnitude = Math.abs(value);
    if (magnitude > peak) peak = magnitude;
    // What is coded with loss may swing beyond full scale, and is cut there when it is played.
    const played = magnitude > 1 ? Math.sign(value) : value;
    run = Math.abs(played) >= FULL_SCALE && played === last ? run + 1 : 1;
    last = played;
    if (run === LEAST_RUN) clipped += LEAST_RUN;
    else if (run > LEAST_RUN) clipped++;
  }
  const mean = sum / samples.length;
  let squares = 0;
  for (let i = 0; i < samples.length; i++) squares += (samples[i]! - mean) ** 2;
  return {
    peak,
    mean,
    variance: squares / samples.length,
    clipped: clipped / samples.length,
  };
}

function rumbleShare(mono: Float32Array, sampleRate: number): number {
  let all = 0;
  for (const value of mono) all += value * value;
  if (all === 0) return 0;
  let above = 0;
  for (const value of highPassed(mono, { hertz: INAUDIBLE_HZ, sampleRate })) above += value * value;
  return Math.max(0, 1 - above / all);
}
