import { findFfmpeg } from "./find-ffmpeg.ts";
import { type Media, type MediaTrack, mediaFault, ONLY_FILES } from "./probe-media.ts";
import { outputOf } from "./run-program.ts";

/** When the frames of a film are shown, in seconds of the file's own clock. */
export interface FrameTimes {
  /** Ascending. */
  readonly shown: Float64Array;
  /** Where the last one ends, as far as the file says. */
  readonly end: number;
}

/** Lists when each frame of a video track is shown, without decoding it where that is possible. */
export async function frameTimes(
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
): Promise<FrameTimes> {
  const list = async (entries: string): Promise<readonly (readonly string[])[]> => {
    const { ffprobe } = await findFfmpeg();
    const select = ["-select_streams", String(track.index), "-show_entries", entries];
    const { text, code, fault } = await outputOf(
      ffprobe,
      ["-v", "error", ...ONLY_FILES, ...select, "-of", "compact=p=0:nk=0", media.url],
      signal,
    );
    if (code !== 0 || fault !== undefined) {
      throw mediaFault(caller, path, fault ?? `ffprobe's exit code ${code}`);
    }
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split("|"));
  };
  const field = (fields: readonly string[], name: string): number =>
    Number(fields.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1));

  // Packets that are only there to be decoded, before an edit list's beginning, bear a D.
  const packets = await list("packet=pts_time,duration_time,flags");
  const kept = packets.filter((fields) => !/\|flags=[^|]*D/.test(`|${fields.join("|")}`));
  let shown = Float64Array.from(kept, (fields) => field(fields, "pts_time"));
  if (shown.some((time) => Number.isNaN(time))) {
    // AVI files and raw streams tell only when frames are decoded.
    const frames = await list("frame=best_effort_timestamp_time");
    shown = Float64Array.from(frames, (fields) => field(fields, "best_effort_timestamp_time"));
  }
  if (shown.length === 0 || shown.some((time) => Number.isNaN(time))) {
    throw mediaFault(caller, path, "its video track has no frame with a time");
  }
  const durations = kept.map((fields) => field(fields, "duration_time") || 0);
  shown.sort();
  const last = shown[shown.length - 1]! + Math.max(0, durations[durations.length - 1] ?? 0);
  return { shown, end: Math.max(last, track.end ?? 0) };
}
