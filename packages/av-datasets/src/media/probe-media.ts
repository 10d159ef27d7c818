import { open, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { declaredBytes } from "./declared-bytes.ts";
import { findFfmpeg } from "./find-ffmpeg.ts";
import { outputOf } from "./run-program.ts";

/** A sound or video track of a file. */
export interface MediaTrack {
  readonly kind: "audio" | "video";
  /** Its place among all tracks. */
  readonly index: number;
  readonly codec: string;
  /** Of sound. */
  readonly channels: number;
  readonly sampleRate: number;
  /** Seconds on the file's clock; undefined where the file does not say. */
  readonly start: number;
  readonly end: number | undefined;
}

/** What ffprobe finds in a file. */
export interface Media {
  /** The path as ffmpeg takes it. */
  readonly url: string;
  readonly format: string;
  readonly tracks: readonly MediaTrack[];
  /** Where the file's clock begins; 0 but for broadcasts. */
  readonly start: number;
}

/** Arguments that keep ffmpeg and ffprobe to the file that is meant. */
export const ONLY_FILES: readonly string[] = ["-protocol_whitelist", "file"];

/** Formats of ffmpeg that name other files, or make pictures of texts. */
const NO_MEDIA = ["concat", "dash", "hls", "imf", "sdp", "tty"];

interface Probed {
  readonly streams?: readonly {
    readonly index: number;
    readonly codec_type?: string;
    readonly codec_name?: string;
    readonly channels?: number;
    readonly sample_rate?: string;
    readonly start_time?: string;
    readonly duration?: string;
    readonly disposition?: { readonly attached_pic?: number };
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  readonly format?: { readonly format_name?: string; readonly start_time?: string };
}

/**
 * Asks ffprobe what a file holds, after holding its length against what its container declares.
 *
 * @throws Error if the file or ffmpeg is missing, the file is cut, or ffprobe cannot read it
 */
export async function probeMedia(
  caller: string,
  path: string,
  signal?: AbortSignal,
): Promise<Media> {
  const status = await stat(path).catch((cause: Error) => {
    throw new Error(`${caller}: expected a file at ${path}, got ${cause.message}.`, { cause });
  });
  if (!status.isFile()) {
    throw new RangeError(`${caller}: expected a file at ${path}, got a folder or a device.`);
  }
  const { ffprobe } = await findFfmpeg().catch((cause: Error) => {
    throw new Error(
      `${caller}: expected ffmpeg, to read ${path}, got none in PATH. ` +
        "Install ffmpeg, for example with: apt-get install ffmpeg.",
      { cause },
    );
  });
  const file = await open(path);
  const declared = await declaredBytes(file, status.size).finally(() => file.close());
  if (declared !== undefined && declared > status.size) {
    throw mediaFault(caller, path, `it declares ${declared} bytes and has ${status.size}`);
  }
  const url = `file:${resolve(path)}`;
  const entries =
    "format=format_name,start_time:stream=index,codec_type,codec_name,channels,sample_rate," +
    "start_time,duration:stream_disposition=attached_pic:stream_tags=DURATION";
  const { text, code, fault } = await outputOf(
    ffprobe,
    ["-v", "error", ...ONLY_FILES, "-show_entries", entries, "-of", "json", url],
    signal,
  );
  if (code !== 0) throw mediaFault(caller, path, fault ?? `ffprobe's exit code ${code}`);
  const { streams = [], format } = JSON.parse(text) as Probed;
  const name = format?.format_name ?? "unknown";
  if (NO_MEDIA.some((entry) => name.split(",").includes(entry))) {
    throw mediaFault(caller, path, `a list or text that ffmpeg takes for ${name}`);
  }
  const tracks = streams.flatMap((stream): MediaTrack[] => {
    const kind = stream.codec_type;
    const isCover = stream.disposition?.attached_pic === 1;
    if ((kind !== "audio" && kind !== "video") || isCover) return [];
    const start = Number(stream.start_time ?? 0) || 0;
    const length = Number(stream.duration);
    return [
      {
        kind,
        index: stream.index,
        codec: stream.codec_name ?? "unknown",
        channels: stream.channels ?? 0,
        sampleRate: Number(stream.sample_rate ?? 0),
        start,
        end: Number.isFinite(length) ? start + length : clockSeconds(stream.tags?.DURATION),
      },
    ];
  });
  const start = Math.max(0, Number(format?.start_time ?? 0) || 0);
  return { url, format: name, tracks, start };
}

/** The first track of a kind; without one, the error of a file that has none. */
export function firstTrack(
  caller: string,
  path: string,
  media: Media,
  kind: "audio" | "video",
): MediaTrack {
  const track = media.tracks.find((entry) => entry.kind === kind);
  if (track !== undefined) return track;
  const found = media.tracks.map((entry) => `${entry.kind} (${entry.codec})`).join(", ");
  throw new RangeError(
    `${caller}: expected ${kind === "audio" ? "a sound" : "a video"} track in ${path}, ` +
      `got ${found ? `${found} only` : "no track"}.`,
  );
}

/** The error of a file that ffmpeg cannot read whole. */
export function mediaFault(caller: string, path: string, reason: string): Error {
  const bare = reason.replace(/^(\[[^\]]*\] *)*/, "").replace(/\.?\s*$/, "");
  return new Error(`${caller}: expected a whole media file, got ${path}: ${bare}.`);
}

/** Matroska's tag of where a track ends, such as 00:01:02.500000000. */
function clockSeconds(text: string | undefined): number | undefined {
  const [, hours, minutes, seconds] = /^(\d+):(\d+):([\d.]+)$/.exec(text ?? "") ?? [];
  if (seconds === undefined) return undefined;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
