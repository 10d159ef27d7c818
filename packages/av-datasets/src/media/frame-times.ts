import { findFfmpeg } from "./find-ffmpeg.ts";
import { type Media, type MediaTrack, mediaFault, ONLY_FILES } from "./probe-media.ts";
import { outputOf, runProgram } from "./run-program.ts";
import { ShownFrames } from "./shown-frames.ts";

/** When the frames of a film are shown, in seconds of the file's own clock. */
export interface FrameTimes {
  /** Ascending. */
  readonly shown: Float64Array;
  /** Where the last one ends, as far as the file says. */
  readonly end: number;
}

/** A video track of a file. */
export interface FilmTrack {
  readonly path: string;
  readonly media: Media;
  readonly track: MediaTrack;
  readonly signal: AbortSignal | undefined;
}

/** Lists when each frame of a video track is shown, without decoding it where that is possible. */
export async function frameTimes(caller: string, film: FilmTrack): Promise<FrameTimes> {
  const packets = await packetsOf(caller, film);
  const told = packets.every(({ shown }) => !Number.isNaN(shown));
  // AVI files and some MPEG streams tell only when frames are decoded.
  const shown = told
    ? Float64Array.from(packets, (packet) => packet.shown)
    : await decodedTimes(caller, film);
  if (shown.length === 0) {
    throw mediaFault(caller, film.path, "its video track has no frame");
  }
  shown.sort();
  const last = shown[shown.length - 1]! + (packets[packets.length - 1]?.duration || 0);
  return { shown, end: Math.max(last, film.track.end ?? 0) };
}

/** Where packets are shown, NaN if the file does not say, and how long. */
async function packetsOf(
  caller: string,
  { path, media, track, signal }: FilmTrack,
): Promise<readonly { readonly shown: number; readonly duration: number }[]> {
  const { ffprobe } = await findFfmpeg();
  const entries = "packet=pts_time,duration_time,flags";
  const select = ["-select_streams", String(track.index), "-show_entries", entries];
  const { text, code, fault } = await outputOf(
    ffprobe,
    ["-v", "error", ...ONLY_FILES, ...select, "-of", "compact=p=0:nk=0", media.url],
    signal,
  );
  if (code !== 0 || fault !== undefined) {
    throw mediaFault(caller, path, fault ?? `ffprobe's exit code ${code}`);
  }
  return text.split("\n").flatMap((line) => {
    const fields = new Map(line.split("|").map((field) => field.split("=") as [string, string]));
    const shown = fields.get("pts_time");
    // Packets that are only there to be decoded, before an edit list's beginning, bear a D.
    if (shown === undefined || fields.get("flags")?.includes("D")) return [];
    return [{ shown: Number(shown), duration: Number(fields.get("duration_time")) || 0 }];
  });
}

/** The times that decoding tells, which takes as long. */
async function decodedTimes(
  caller: string,
  { path, media, track, signal }: FilmTrack,
): Promise<Float64Array> {
  const { ffmpeg } = await findFfmpeg();
  const log = new ShownFrames();
  const times: number[] = [];
  const program = runProgram(
    ffmpeg,
    [
      ...["-nostdin", "-hide_banner", "-nostats", "-v", "level+info", ...ONLY_FILES],
      ...["-copyts", "-i", media.url, "-map", `0:${track.index}`, "-vf", "showinfo"],
      ...["-f", "null", "-"],
    ],
    (line) => {
      const frame = log.add(line);
      if (frame === undefined) return;
      times.push(frame.time);
      log.drop();
    },
    signal,
  );
  const code = await program.ended;
  if (code !== 0 || log.fault !== undefined) {
    throw mediaFault(caller, path, log.fault ?? `ffmpeg's exit code ${code}`);
  }
  return Float64Array.from(times);
}
