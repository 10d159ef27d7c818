import { type Sound, type SoundOptions, soundOf } from "./decode-sound.ts";
import { findFfmpeg } from "./find-ffmpeg.ts";
import {
  firstTrack,
  type Media,
  type MediaTrack,
  mediaFault,
  ONLY_FILES,
  probeMedia,
} from "./probe-media.ts";
import { runProgram } from "./run-program.ts";

/** How a sound track is read. */
export interface SoundTrackOptions extends SoundOptions {
  /** Ends the reading when raised; the signal's reason is thrown. */
  readonly signal?: AbortSignal;
}

/** Seconds that a track may end before the length that its file declares: an encoder's delay. */
const SLACK_SECONDS = 0.1;

/**
 * Reads the whole first sound track of a film, or of any file that the system's ffmpeg reads.
 *
 * Not in the paper. Channels, however many, are averaged while they are decoded, and the result is
 * resampled as `monoWaveform` does. Where the track begins after the file's clock, silence stands in
 * front, so that sample i is heard at i / `sampleRate`, on the clock of `readFrames`. A track of
 * digital silence is returned as such, with a `peak` of 0.
 *
 * @param path - the file
 * @param options - the rate, and a signal
 * @returns the sound; the caller's own
 * @throws RangeError if the file has no sound track, or one without a sample
 * @throws Error if the file or ffmpeg is missing, the file is cut, ffmpeg finds a fault in it, or the
 * track is shorter than declared by more than 0.1 s
 * @example
 * ```ts
 * import { readSoundTrack } from "@ssl/av-datasets";
 *
 * const sound = await readSoundTrack("clip.mp4").catch((error: Error) => error);
 * console.log(sound instanceof Error ? sound.message : sound.seconds);
 * ```
 */
export function readSoundTrack(path: string, options: SoundTrackOptions = {}): Promise<Sound> {
  return soundTrack("readSoundTrack", path, options);
}

/** `readSoundTrack`, in the name of another function. */
export async function soundTrack(
  caller: string,
  path: string,
  { sampleRate = 22_050, signal }: SoundTrackOptions,
): Promise<Sound> {
  const media = await probeMedia(caller, path, signal);
  const track = firstTrack(caller, path, media, "audio");
  if (track.channels < 1 || track.sampleRate < 1) {
    throw mediaFault(
      caller,
      path,
      `${track.channels} channels at ${track.sampleRate} Hz in the sound track`,
    );
  }
  // These are for our own decoders, which check their lengths; ffmpeg would pass over what is broken.
  const own = ["mp3", "ogg", "flac"].includes(media.format) && OWN_CODECS.has(track.codec);
  if (own && media.tracks.length === 1) {
    throw mediaFault(caller, path, `${media.format} data that do not begin with a whole header`);
  }
  const mono = await decodeTrack(caller, path, { media, track, signal });
  const lead = Math.max(0, Math.round((track.start - media.start) * track.sampleRate));
  const end = track.start + mono.length / track.sampleRate;
  if (track.end !== undefined && end < track.end - SLACK_SECONDS) {
    throw mediaFault(
      caller,
      path,
      `its sound ends at ${end.toFixed(2)} s, declared is ${track.end.toFixed(2)} s`,
    );
  }
  const placed = new Float32Array(mono.length === 0 ? 0 : lead + mono.length);
  if (mono.length > 0) placed.set(mono, lead);
  return soundOf(
    caller,
    { sampleRate: track.sampleRate, channels: [placed] },
    { name: path, codec: track.codec, sampleRate, channels: track.channels },
  );
}

const OWN_CODECS = new Set(["mp3", "vorbis", "opus", "flac"]);

/** Decodes a track to the mean of its channels, a part at a time. */
async function decodeTrack(
  caller: string,
  path: string,
  {
    media,
    track,
    signal,
  }: {
    readonly media: Media;
    readonly track: MediaTrack;
    readonly signal: AbortSignal | undefined;
  },
): Promise<Float32Array> {
  const { ffmpeg } = await findFfmpeg();
  const input = ["-nostdin", "-v", "error", ...ONLY_FILES, "-i", media.url];
  const output = ["-map", `0:${track.index}`, "-c:a", "pcm_f32le", "-f", "f32le", "pipe:1"];
  let fault: string | undefined;
  const program = runProgram(ffmpeg, [...input, ...output], (line) => (fault ??= line), signal);
  const mono = new GrowingSamples();
  try {
    const frameBytes = 4 * track.channels;
    let rest = new Uint8Array();
    for await (const part of program.output) {
      const bytes = new Uint8Array(rest.length + part.length);
      bytes.set(rest);
      bytes.set(part, rest.length);
      const whole = bytes.length - (bytes.length % frameBytes);
      mono.addMean(new DataView(bytes.buffer, 0, whole), track.channels);
      rest = bytes.slice(whole);
    }
    const code = await program.ended;
    if (fault !== undefined) throw mediaFault(caller, path, fault);
    if (code !== 0 || rest.length > 0) {
      throw mediaFault(caller, path, `ffmpeg ended with exit code ${code}`);
    }
  } finally {
    program.stop();
  }
  const samples = mono.taken();
  const broken = samples.findIndex((sample) => !Number.isFinite(sample));
  if (broken >= 0) {
    throw mediaFault(caller, path, `sample ${broken} of its sound is ${samples[broken]}`);
  }
  return samples;
}

/** Samples whose number is not known before the last. */
class GrowingSamples {
  private samples = new Float32Array(65_536);
  private length = 0;

  /** Adds the mean of interleaved channels. */
  addMean(interleaved: DataView, channels: number): void {
    const frames = interleaved.byteLength / 4 / channels;
    if (this.length + frames > this.samples.length) {
      const larger = new Float32Array(Math.max(2 * this.samples.length, this.length + frames));
      larger.set(this.samples);
      this.samples = larger;
    }
    const to = this.samples.subarray(this.length);
    // The order of monoWaveform's sums, so that a file sounds alike from either reader.
    for (let channel = 0; channel < channels; channel++) {
      for (let i = 0, at = 4 * channel; i < frames; i++, at += 4 * channels) {
        to[i]! += interleaved.getFloat32(at, true) / channels;
      }
    }
    this.length += frames;
  }

  /** All of them; the growing is over. */
  taken(): Float32Array {
    return this.samples.subarray(0, this.length);
  }
}
