import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { decodeSound, findFfmpeg, readFrames, readSound, readSoundTrack } from "../src/index.ts";
import { difference, mediaBytes, mediaPath, testWithFfmpeg, tones } from "./media-files.ts";
import { wavFile } from "./wav-file.ts";

const folder = mkdtempSync(join(tmpdir(), "av-datasets-sound-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = process.env.PATH;
afterEach(() => {
  process.env.PATH = path;
});
const scratch = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

describe("readSound(path)", () => {
  test("tells the kind by the bytes, not by the name", async () => {
    for (const name of ["tones.mp3", "vorbis.ogg", "tones.opus", "tones.flac", "alaw.wav"]) {
      copyFileSync(mediaPath(name), join(folder, "sound.dat"));
      const expected = await decodeSound(mediaBytes(name), name);
      expect(await readSound(join(folder, "sound.dat")), name).toEqual(expected);
    }
  });

  test("reads a path and a URL alike, at the rate asked for", async () => {
    const file = scratch("tone.wav", wavFile([[0, 16_384]], { sampleRate: 8000 }));
    const sound = await readSound(pathToFileURL(file), { sampleRate: 8000 });
    expect(Array.from(sound.waveform.data)).toEqual([0, 0.5]);
    expect(sound).toEqual(await readSound(file, { sampleRate: 8000 }));
  });

  test("needs no ffmpeg for the kinds that are decoded here", async () => {
    process.env.PATH = "";
    for (const name of ["tones.mp3", "vorbis.ogg", "tones.opus", "tones.flac", "alaw.wav"]) {
      expect((await readSound(mediaPath(name))).waveform.data.length, name).toBeGreaterThan(2000);
    }
  });

  test("looks behind a tag that is larger than a head", async () => {
    const tag = new Uint8Array(200_000);
    tag.set([0x49, 0x44, 0x33, 4, 0, 0, 0, 12, 26, 54]);
    const size = 10 + 12 * 2 ** 14 + 26 * 2 ** 7 + 54;
    const plain = mediaBytes("tones.flac");
    const file = scratch("tagged.flac", Buffer.concat([tag.subarray(0, size), plain]));
    expect(await readSound(file)).toEqual(await decodeSound(plain, "tones.flac"));
  });

  testWithFfmpeg.each([
    ["tones.m4a", "aac", 2, 44_100, 0.05],
    ["tones.aiff", "pcm_s16be", 2, 8000, 1e-3],
    ["tones.webm", "opus", 2, 48_000, 0.1],
    ["adpcm.wav", "adpcm_ima_wav", 2, 8000, 0.05],
    ["film.mp4", "aac", 2, 44_100, 0.05],
    ["silent.mp4", "aac", 1, 44_100, 0],
    ["film.webm", "opus", 2, 48_000, 0.1],
  ] as const)("asks ffmpeg for the sound of %s", async (name, codec, channels, fileRate, most) => {
    const sound = await readSound(mediaPath(name));
    expect(sound).toMatchObject({ codec, channels, fileRate, sampleRate: 22_050 });
    const seconds =
      name.startsWith("tones.aiff") || name === "adpcm.wav" ? 0.1 : most === 0 ? 1 : 0.25;
    // Up to two frames of the codec may follow the declared end.
    expect(sound.seconds).toBeGreaterThan(seconds - 1e-6);
    if (name === "silent.mp4")
      expect([sound.peak, sound.waveform.data.some(Boolean)]).toEqual([0, false]);
    else expect(difference(sound.waveform.data, tones(2, seconds * 22_050))).toBeLessThan(most);
  });

  testWithFfmpeg("averages six channels", async () => {
    const { waveform, channels } = await readSound(mediaPath("surround.mp4"));
    expect(channels).toBe(6);
    const expected = Float32Array.from({ length: 10_000 }, (_, i) => {
      const tone = (hertz: number): number => Math.sin((2 * Math.PI * hertz * i) / 22_050);
      return (0.5 * tone(440) + 0.25 * tone(660) + 0.2 * tone(300) + 0.1 * tone(200)) / 6;
    });
    expect(difference(waveform.data, expected)).toBeLessThan(0.1);
  });

  testWithFfmpeg("puts silence in front of a track that begins late", async () => {
    const { waveform, seconds } = await readSound(mediaPath("late.mkv"));
    expect(seconds).toBeCloseTo(0.8, 3);
    const start = 0.3 * 22_050;
    expect(waveform.data.subarray(0, start - 100).every((x) => Math.abs(x) < 1e-3)).toBe(true);
    expect(difference(waveform.data.subarray(start), tones(1, 10_000))).toBeLessThan(1e-3);
  });

  testWithFfmpeg("reads the sound of a film as of a file of its own", async () => {
    expect(await readSoundTrack(mediaPath("film.mp4"))).toEqual(
      await readSound(mediaPath("film.mp4")),
    );
  });

  testWithFfmpeg("says what a file has that has no sound", async () => {
    const file = mediaPath("mute.mp4");
    await expect(readSound(file)).rejects.toThrow(
      new RangeError(`readSound: expected a sound track in ${file}, got video (h264) only.`),
    );
  });

  testWithFfmpeg(
    "refuses a file that ffmpeg does not read, and one that names others",
    async () => {
      const text = scratch("notes.bin", "these are no sounds");
      await expect(readSound(text)).rejects.toThrow(
        `readSound: expected a whole media file, got ${text}: file:${text}: Invalid data found when processing input.`,
      );
      const list = scratch(
        "list.ffconcat",
        `ffconcat version 1.0\nfile '${mediaPath("film.mp4")}'\n`,
      );
      await expect(readSound(list)).rejects.toThrow(
        `readSound: expected a whole media file, got ${list}: `,
      );
      const ansi = scratch("list.txt", "sound, or none");
      await expect(readSound(ansi)).rejects.toThrow(`expected a whole media file, got ${ansi}: `);
    },
  );

  testWithFfmpeg("refuses an mp3 file that does not begin with a frame", async () => {
    const bytes = mediaBytes("tones.mp3");
    const file = scratch("headless.mp3", bytes.subarray(200));
    await expect(readSound(file)).rejects.toThrow(
      `readSound: expected a whole media file, got ${file}: `,
    );
  });

  testWithFfmpeg("refuses a sound that ends before the film says", async () => {
    const bytes = mediaBytes("short.aiff");
    // The number of frames that the COMM chunk declares.
    const at = Buffer.from(bytes).indexOf("COMM") + 10;
    new DataView(bytes.buffer).setUint32(at, 4000, false);
    const file = scratch("long.aiff", bytes);
    await expect(readSound(file)).rejects.toThrow(
      `readSound: expected a whole media file, got ${file}: its sound ends at 0.05 s, declared is 0.50 s.`,
    );
  });

  testWithFfmpeg("ends when a signal is raised", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(readSound(mediaPath("film.mp4"), { signal })).rejects.toThrow("enough");
    const controller = new AbortController();
    const reading = readSound(mediaPath("film.mp4"), { signal: controller.signal });
    controller.abort(new Error("enough now"));
    await expect(reading).rejects.toThrow("enough now");
  });

  test("names a missing file, and a folder", async () => {
    const file = join(folder, "none.wav");
    await expect(readSound(file)).rejects.toThrow(
      `readSound: expected a sound file, got ${file}: ENOENT: no such file or directory, stat '${file}'.`,
    );
    await expect(readSound(folder)).rejects.toThrow(
      `readSound: expected a sound file, got ${folder}: a folder or a device.`,
    );
    await expect(readSoundTrack(folder)).rejects.toThrow(
      `readSoundTrack: expected a file at ${folder}, got a folder or a device.`,
    );
    await expect(readSoundTrack(file)).rejects.toThrow(
      `readSoundTrack: expected a file at ${file}, got ENOENT: no such file or directory, stat '${file}'.`,
    );
  });

  test("names ffmpeg where it is needed and missing", async () => {
    process.env.PATH = "";
    const film = mediaPath("film.mp4");
    const cure = "got none in PATH. Install ffmpeg, for example with: apt-get install ffmpeg.";
    await expect(readSound(film)).rejects.toThrow(
      `readSound: expected ffmpeg, to read ${film}, ${cure}`,
    );
    await expect(readSoundTrack(film)).rejects.toThrow(
      `readSoundTrack: expected ffmpeg, to read ${film}, ${cure}`,
    );
    await expect(readFrames(film, { times: [0] }).next()).rejects.toThrow(
      `readFrames: expected ffmpeg, to read ${film}, ${cure}`,
    );
  });
});

describe("findFfmpeg()", () => {
  test("says which program is in no folder of PATH", async () => {
    process.env.PATH = folder;
    await expect(findFfmpeg()).rejects.toThrow(
      "findFfmpeg: expected ffmpeg and ffprobe in a folder of PATH, got no ffmpeg and no ffprobe. " +
        "Install ffmpeg, for example with: apt-get install ffmpeg.",
    );
    const half = mkdtempSync(join(folder, "half-"));
    writeFileSync(join(half, "ffmpeg"), "", { mode: 0o755 });
    process.env.PATH = half;
    await expect(findFfmpeg()).rejects.toThrow("in a folder of PATH, got no ffprobe.");
  });

  test("looks once", async () => {
    const both = mkdtempSync(join(folder, "both-"));
    for (const name of ["ffmpeg", "ffprobe"]) writeFileSync(join(both, name), "", { mode: 0o755 });
    process.env.PATH = `${folder}:${both}`;
    const programs = { ffmpeg: join(both, "ffmpeg"), ffprobe: join(both, "ffprobe") };
    expect(await findFfmpeg()).toEqual(programs);
    rmSync(both, { recursive: true });
    expect(await findFfmpeg()).toEqual(programs);
  });
});
