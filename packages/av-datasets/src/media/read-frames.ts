import ndarray, { type NdArray } from "ndarray";
import { findFfmpeg } from "./find-ffmpeg.ts";
import { type FilmTrack, frameTimes } from "./frame-times.ts";
import { firstTrack, mediaFault, ONLY_FILES, probeMedia } from "./probe-media.ts";
import { runProgram } from "./run-program.ts";
import { ShownFrames } from "./shown-frames.ts";

/** What is shown at one time of a film. */
export interface FilmFrame {
  /** The time that was asked for, in seconds. */
  readonly seconds: number;
  /** Since when the frame is shown, in seconds. */
  readonly shownSince: number;
  /** [height, width, 3], sRGB, 0 … 255, row-major. */
  readonly picture: NdArray<Uint8Array>;
}

/** Which frames are read. */
export interface ReadFramesOptions {
  /** Seconds from the beginning of the film, ascending. */
  readonly times: readonly number[];
  /** Ends the reading when raised; the signal's reason is thrown. */
  readonly signal?: AbortSignal;
}

/** Seconds by which two programs may differ on when a frame is shown. */
const SAME_TIME = 5e-4;

/** Frames that are named one by one; more than these are picked from all. */
const MOST_NAMED = 256;

/**
 * Reads the frames that a film shows at given times, one after another, with the system's ffmpeg.
 *
 * Not in the paper. A frame is shown until the next one is, however irregular they are; before the
 * first one, that one counts. Films are turned as they say they should be. Pixels are 8-bit RGB as
 * ffmpeg converts them (unlabelled colours count as BT.601), in the size they are stored in. The film
 * is decoded from its beginning up to the last time; two frames are in memory, however many are
 * asked for.
 *
 * @param path - the file
 * @param options - the times, and a signal
 * @returns one frame for each time, in their order; each the caller's own
 * @throws RangeError if the times do not ascend, one is not within the film, or the file has no
 * video track
 * @throws Error if the file or ffmpeg is missing, the file is cut, or ffmpeg finds a fault before the
 * last time
 * @example
 * ```ts
 * import { readFrames } from "@ssl/av-datasets";
 *
 * try {
 *   for await (const { seconds, picture } of readFrames("clip.mp4", { times: [0, 0.5] })) {
 *     console.log(seconds, picture.shape);
 *   }
 * } catch (error) {
 *   console.log((error as Error).message);
 * }
 * ```
 */
export async function* readFrames(
  path: string,
  { times, signal }: ReadFramesOptions,
): AsyncGenerator<FilmFrame, void, undefined> {
  checkTimes(times);
  const media = await probeMedia("readFrames", path, signal);
  const track = firstTrack("readFrames", path, media, "video");
  const { shown, end } = await frameTimes("readFrames", { path, media, track, signal });
  const late = times.find((time) => time > end - media.start + SAME_TIME);
  if (late !== undefined) {
    throw new RangeError(
      `readFrames: expected times within the ${(end - media.start).toFixed(3)} s of ${path}, ` +
        `got ${late}.`,
    );
  }
  const asked = times.map((seconds) => ({ seconds, shown: shownAt(shown, seconds + media.start) }));
  const frames = [...new Set(asked.map((entry) => entry.shown))];
  let next = 0;
  for await (const { time, picture } of decodeFrames(frames, { path, media, track, signal })) {
    while (next < asked.length && Math.abs(asked[next]!.shown - time) <= SAME_TIME) {
      const { seconds } = asked[next]!;
      signal?.throwIfAborted();
      yield {
        seconds,
        shownSince: Math.max(0, time - media.start),
        picture: ndarray(picture.data.slice(), picture.shape),
      };
      next++;
    }
    if (next === asked.length) return;
  }
  if (next < asked.length) {
    throw mediaFault("readFrames", path, `no frame could be decoded for ${asked[next]!.seconds} s`);
  }
}

function checkTimes(times: readonly number[]): void {
  times.forEach((time, i) => {
    const before = i === 0 ? 0 : times[i - 1]!;
    if (!(time >= before && Number.isFinite(time))) {
      throw new RangeError(
        `readFrames: expected ascending times of at least 0 s, got ${time} after ${before}.`,
      );
    }
  });
}

/** The last time that is not after `time`, or the first. */
function shownAt(shown: Float64Array, time: number): number {
  let low = 0;
  let high = shown.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (shown[middle]! <= time + SAME_TIME) low = middle;
    else high = middle - 1;
  }
  return shown[low]!;
}

/** Decodes the frames that are shown from the given times on, of the file's own clock. */
async function* decodeFrames(
  frames: readonly number[],
  { path, media, track, signal }: FilmTrack,
): AsyncGenerator<{ time: number; picture: NdArray<Uint8Array> }, void, undefined> {
  if (frames.length === 0) return;
  const { ffmpeg } = await findFfmpeg();
  const named = frames.map((time) => `between(t,${time - SAME_TIME},${time + SAME_TIME})`);
  const last = `lte(t,${frames[frames.length - 1]! + SAME_TIME})`;
  // showinfo prints when each is shown; then they are counted, so that none is repeated or left out
  // for the sake of an even rate.
  const filters = [
    `select='${frames.length <= MOST_NAMED ? named.join("+") : last}'`,
    "scale=flags=bilinear+accurate_rnd+full_chroma_int+bitexact",
    "format=rgb24",
    "showinfo",
    "setpts=N/(25*TB)",
  ].join(",");
  const log = new ShownFrames();
  const program = runProgram(
    ffmpeg,
    [
      ...["-nostdin", "-hide_banner", "-nostats", "-v", "level+info", ...ONLY_FILES],
      ...["-copyts", "-i", media.url, "-map", `0:${track.index}`, "-vf", filters, "-r", "25"],
      ...["-c:v", "rawvideo", "-f", "rawvideo", "pipe:1"],
    ],
    (line) => log.add(line),
    signal,
  );
  const check = (): void => {
    if (log.fault !== undefined) throw mediaFault("readFrames", path, log.fault);
  };
  try {
    let pixels = new Uint8Array();
    let filled = 0;
    for await (const part of program.output) {
      for (let from = 0; from < part.length; ) {
        const { time, height, width } = await log.first();
        if (filled === 0) pixels = new Uint8Array(height * width * 3);
        const taken = part.subarray(from, from + pixels.length - filled);
        pixels.set(taken, filled);
        from += taken.length;
        filled += taken.length;
        if (filled < pixels.length) continue;
        check();
        filled = 0;
        log.drop();
        yield { time, picture: ndarray(pixels, [height, width, 3]) };
      }
    }
    const code = await program.ended;
    check();
    if (code !== 0) throw mediaFault("readFrames", path, `ffmpeg ended with exit code ${code}`);
  } finally {
    program.stop();
  }
}
