import { describe, expect } from "vitest";
import { type FilmFrame, readFrames } from "../src/index.ts";
import { mediaPath, testWithFfmpeg } from "./media-files.ts";

async function framesOf(name: string, times: readonly number[]): Promise<FilmFrame[]> {
  const frames: FilmFrame[] = [];
  for await (const frame of readFrames(mediaPath(name), { times })) frames.push(frame);
  return frames;
}

/** What a video level of (n + 1) · 20 becomes. */
const brightness = (n: number): number =>
  Math.max(0, Math.round((((n + 1) * 20 - 16) * 255) / 219));

/** Red, green and blue at a share of the width and the height. */
function pixel({ picture }: FilmFrame, x: number, y: number): number[] {
  const [height, width] = picture.shape as [number, number];
  const at = [Math.floor(y * height), Math.floor(x * width)] as const;
  return [0, 1, 2].map((channel) => picture.get(...at, channel));
}

function expectGrey(frame: FilmFrame, [x, y]: readonly [number, number], value: number): void {
  for (const found of pixel(frame, x, y)) expect(Math.abs(found - value)).toBeLessThanOrEqual(3);
}

describe("readFrames(path, { times })", () => {
  testWithFfmpeg("returns what is shown at each time", async () => {
    const times = [0, 0.05, 0.1, 0.25, 0.65, 0.95, 1];
    const frames = await framesOf("film.mp4", times);
    expect(frames.map((frame) => frame.seconds)).toEqual(times);
    expect(frames.map((frame) => frame.shownSince)).toEqual([0, 0, 0.1, 0.2, 0.6, 0.9, 0.9]);
    for (const frame of frames) {
      expect(frame.picture.shape).toEqual([48, 64, 3]);
      expectGrey(frame, [0.2, 0.5], brightness(Math.round(10 * frame.shownSince)));
      expectGrey(frame, [0.8, 0.5], 0);
    }
  });

  testWithFfmpeg("gives a frame that is shown at two times to each of them", async () => {
    const [first, second] = await framesOf("film.mp4", [0, 0.05]);
    expect(second!.picture.data).toEqual(first!.picture.data);
    expect(second!.picture.data).not.toBe(first!.picture.data);
  });

  testWithFfmpeg("keeps to the frames there are where their rate varies", async () => {
    const frames = await framesOf("variable.mkv", [0.2, 0.35, 0.69, 0.7]);
    expect(frames.map((frame) => frame.shownSince)).toEqual([0.2, 0.2, 0.2, 0.7]);
    for (const frame of frames) {
      expectGrey(frame, [0.2, 0.5], brightness(Math.round(10 * frame.shownSince)));
    }
  });

  testWithFfmpeg("reads films that tell only when their frames are decoded", async () => {
    const frames = await framesOf("film.avi", [0.3, 0.5]);
    // The first frame comes a tenth of a second after the file's beginning, as it is stored.
    expect(frames.map((frame) => frame.shownSince)).toEqual([0.3, 0.5]);
    for (const frame of frames) {
      expectGrey(frame, [0.2, 0.5], brightness(Math.round(10 * frame.shownSince) - 1));
    }
  });

  testWithFfmpeg("turns a film that says so", async () => {
    const [frame] = await framesOf("rotated.mp4", [0.5]);
    expect(frame!.picture.shape).toEqual([64, 48, 3]);
    // Turned by a quarter to the left: what was on the left is at the bottom.
    expectGrey(frame!, [0.5, 0.8], brightness(5));
    expectGrey(frame!, [0.5, 0.2], 0);
  });

  testWithFfmpeg("shows the first frame before it begins", async () => {
    const frames = await framesOf("film.webm", [0, 0.25]);
    expect(frames.map((frame) => frame.shownSince)).toEqual([0.007, 0.207]);
  });

  testWithFfmpeg(
    "reads films without sound, with silence and with six channels alike",
    async () => {
      for (const name of ["mute.mp4", "silent.mp4", "surround.mp4"]) {
        const [frame] = await framesOf(name, [0.3]);
        expectGrey(frame!, [0.2, 0.5], brightness(3));
      }
    },
  );

  testWithFfmpeg("takes more times than are named one by one", async () => {
    const times = Array.from({ length: 1000 }, (_, i) => i / 1000);
    const frames = await framesOf("film.mp4", times);
    expect(frames.length).toBe(1000);
    expect(frames.map((frame) => Math.floor(10 * frame.seconds + 0.006))).toEqual(
      frames.map((frame) => Math.round(10 * frame.shownSince)),
    );
  });

  testWithFfmpeg("returns nothing for no times, and stops when it is left", async () => {
    expect(await framesOf("film.mp4", [])).toEqual([]);
    for await (const frame of readFrames(mediaPath("film.mp4"), { times: [0, 0.5, 0.9] })) {
      expect(frame.seconds).toBe(0);
      break;
    }
  });

  testWithFfmpeg("refuses times that do not ascend or are not within the film", async () => {
    await expect(framesOf("film.mp4", [0.5, 0.1])).rejects.toThrow(
      new RangeError("readFrames: expected ascending times of at least 0 s, got 0.1 after 0.5."),
    );
    for (const time of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(framesOf("film.mp4", [time])).rejects.toThrow(
        `at least 0 s, got ${time} after 0.`,
      );
    }
    await expect(framesOf("film.mp4", [0, 1.01])).rejects.toThrow(
      new RangeError(
        `readFrames: expected times within the 1.000 s of ${mediaPath("film.mp4")}, got 1.01.`,
      ),
    );
  });

  testWithFfmpeg("refuses a file without pictures, and a text", async () => {
    const sound = mediaPath("tones.m4a");
    await expect(framesOf("tones.m4a", [0])).rejects.toThrow(
      new RangeError(`readFrames: expected a video track in ${sound}, got audio (aac) only.`),
    );
    await expect(framesOf("make-media.sh", [0])).rejects.toThrow(
      `readFrames: expected a whole media file, got ${mediaPath("make-media.sh")}: `,
    );
  });

  testWithFfmpeg("ends when a signal is raised", async () => {
    const controller = new AbortController();
    const options = { times: [0, 0.9], signal: controller.signal };
    const frames = readFrames(mediaPath("film.mp4"), options);
    await frames.next();
    controller.abort(new Error("enough"));
    await expect(frames.next()).rejects.toThrow("enough");
  });
});
