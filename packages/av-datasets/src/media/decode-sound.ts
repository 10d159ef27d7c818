import type { NdArray } from "ndarray";
import { decodeFlac } from "./decode-flac.ts";
import { decodeMp3 } from "./decode-mp3.ts";
import { decodeOpus, decodeVorbis } from "./decode-ogg.ts";
import { monoWaveform } from "./mono-waveform.ts";
import { readWav, type WavAudio } from "./read-wav.ts";
import { id3Length, type SoundKind, soundKind } from "./sound-kind.ts";

/** A recording as the networks hear it, and what the file it came from was. */
export interface Sound {
  /** [samples], the mean of the channels, usually in [−1, 1]. */
  readonly waveform: NdArray<Float32Array>;
  /** Samples per second of the waveform, in Hz. */
  readonly sampleRate: number;
  /** How long the recording is. */
  readonly seconds: number;
  /** The greatest magnitude in the waveform; 0 is digital silence. */
  readonly peak: number;
  /** Channels in the file. */
  readonly channels: number;
  /** Samples per second in the file, in Hz. */
  readonly fileRate: number;
  /** `"wav"`, `"mp3"`, `"vorbis"`, `"opus"`, `"flac"`, or ffmpeg's name of another codec. */
  readonly codec: string;
}

/** How a sound is returned. */
export interface SoundOptions {
  /** Samples per second of the waveform, in Hz. @default 22050 */
  readonly sampleRate?: number;
}

const DECODERS: Record<SoundKind, (bytes: Uint8Array) => WavAudio | Promise<WavAudio>> = {
  wav: readWav,
  mp3: decodeMp3,
  vorbis: decodeVorbis,
  opus: decodeOpus,
  flac: decodeFlac,
};

/**
 * Decodes a whole sound file from memory: WAV, mp3, Ogg Vorbis, Ogg Opus or FLAC, told by its bytes.
 *
 * Not in the paper. Channels are averaged and the result resampled as `monoWaveform` does. What is
 * decoded is held against what the file declares: the frames of an mp3 file with a Xing, Info or
 * VBRI header, the checksums and the last position of an Ogg file, the length and the MD5 of a FLAC
 * file, the chunks of a WAV file. In browsers, which import it from
 * `@ssl/av-datasets/browser`, it returns the same samples, but does not hold FLAC against its MD5.
 *
 * @param bytes - the whole file
 * @param name - what the file is called in errors
 * @param options - the rate
 * @returns the sound; the caller's own
 * @throws TypeError if `bytes` is not a Uint8Array
 * @throws RangeError if the file is of another kind or holds no sample
 * @throws Error with its cause if the file is cut or damaged
 * @example
 * ```ts
 * import { readFile } from "node:fs/promises";
 * import { decodeSound } from "@ssl/av-datasets";
 * import { demoDataFolder } from "@ssl/demo-data";
 *
 * const file = new URL("sounds/owl.wav", demoDataFolder);
 * const sound = await decodeSound(await readFile(file), "owl.wav");
 * console.log(sound.codec, sound.channels, sound.sampleRate); // wav 1 22050
 * ```
 */
export async function decodeSound(
  bytes: Uint8Array,
  name: string,
  options: SoundOptions = {},
): Promise<Sound> {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`decodeSound: expected bytes to be a Uint8Array, got ${typeof bytes}.`);
  }
  const start = id3Length(bytes);
  const body = bytes.subarray(start);
  const kind = soundKind(body);
  if (kind === undefined) {
    throw new RangeError(
      `decodeSound: expected WAV, mp3, Ogg Vorbis, Ogg Opus or FLAC, got another kind in ${name}. ` +
        "Read it from its file with readSound, which asks ffmpeg.",
    );
  }
  return decodeKind("decodeSound", kind, body, name, options);
}

/** Decodes bytes of a known kind, from behind an ID3 tag on. */
export async function decodeKind(
  caller: string,
  kind: SoundKind,
  bytes: Uint8Array,
  name: string,
  { sampleRate = 22_050 }: SoundOptions,
): Promise<Sound> {
  const audio = await decodedChannels(caller, kind, bytes, name);
  return soundOf(caller, audio, { name, codec: kind, sampleRate });
}

/** The channels as the file holds them, at its own rate. */
export async function decodedChannels(
  caller: string,
  kind: SoundKind,
  bytes: Uint8Array,
  name: string,
): Promise<WavAudio> {
  try {
    // A plain view: of a Buffer, `slice` would not copy, as the decoders expect.
    return await DECODERS[kind](new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `${caller}: expected a whole ${kind} file, got ${name}: ${reason.replace(/\.$/, "")}.`,
      { cause },
    );
  }
}

/** Brings decoded channels to one, at the rate asked for. */
export function soundOf(
  caller: string,
  audio: WavAudio,
  {
    name,
    codec,
    sampleRate,
    channels = audio.channels.length,
  }: {
    readonly name: string;
    readonly codec: string;
    readonly sampleRate: number;
    readonly channels?: number;
  },
): Sound {
  const length = audio.channels[0]?.length ?? 0;
  if (length === 0) {
    throw new RangeError(
      `${caller}: expected a sound of at least one sample, got none in ${name}.`,
    );
  }
  const waveform = monoWaveform(audio, sampleRate);
  const { data } = waveform;
  let peak = 0;
  for (let i = 0; i < data.length; i++) peak = Math.max(peak, Math.abs(data[i]!));
  return {
    waveform,
    sampleRate,
    seconds: length / audio.sampleRate,
    peak,
    channels,
    fileRate: audio.sampleRate,
    codec,
  };
}
