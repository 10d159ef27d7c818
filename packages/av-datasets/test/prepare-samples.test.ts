import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { networkSpectrogram } from "@ssl/audio-stft";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PreparedSample, prepareSamples, readPicture, readSound } from "../src/index.ts";
import { mediaPath, testWithFfmpeg } from "./media-files.ts";

// The thread is the built one: run `pnpm run build` first.

const folder = mkdtempSync(join(tmpdir(), "av-datasets-prepare-"));
afterAll(() => rmSync(folder, { recursive: true }));
const picture = join(folder, "picture.png");
beforeAll(async () => {
  const pixels = Uint8Array.from({ length: 12 * 8 * 3 }, (_, i) => (i * 7919) % 251);
  await sharp(pixels, { raw: { width: 12, height: 8, channels: 3 } }).toFile(picture);
});
const sound = mediaPath("tones.flac");

async function all(samples: AsyncIterable<PreparedSample>): Promise<PreparedSample[]> {
  const list: PreparedSample[] = [];
  for await (const sample of samples) list.push(sample);
  return list;
}

describe("prepareSamples(samples)", () => {
  test("decodes and transforms as the functions of one file do", async () => {
    const [sample] = await all(prepareSamples([{ id: "a", picture, sound }], { workers: 1 }));
    const expected = await readSound(sound);
    expect(sample!.sound).toEqual(expected);
    expect(sample!.spectrogram).toEqual(networkSpectrogram(expected.waveform));
    expect(sample!.picture).toEqual(await readPicture(picture));
    expect(sample!.picture!.get(7, 11, 2)).toBe(((12 * 8 * 3 - 1) * 7919) % 251);
  });

  test("keeps to the order of the samples, however long each takes", async () => {
    const samples = Array.from({ length: 30 }, (_, i) => ({
      id: String(i),
      ...(i % 3 === 0 ? { sound } : { picture }),
    }));
    for (const ahead of [1, 2, 50]) {
      const prepared = await all(prepareSamples(samples, { workers: 2, ahead }));
      expect(prepared.map(({ id }) => id)).toEqual(samples.map(({ id }) => id));
      expect(prepared.map((entry) => entry.sound !== undefined)).toEqual(
        samples.map((_, i) => i % 3 === 0),
      );
    }
  });

  test("begins no more samples than are to be ahead", async () => {
    let begun = 0;
    async function* counted(): AsyncGenerator<{ id: string; picture: string }> {
      for (let i = 0; i < 20; i++) {
        begun++;
        yield { id: String(i), picture };
      }
    }
    let taken = 0;
    for await (const _ of prepareSamples(counted(), { workers: 1, ahead: 3 })) {
      taken++;
      expect(begun - taken).toBeLessThan(3);
    }
    expect([begun, taken]).toEqual([20, 20]);
  });

  test("takes size, rate, transform and part of a sound", async () => {
    const samples = [{ id: "a", picture, sound, clip: { startSeconds: 0.02, seconds: 0.05 } }];
    const form = {
      pictureSize: { width: 6, height: 4 },
      sampleRate: 16_000,
      stft: { windowLength: 400, hopLength: 100 },
    };
    const [sample] = await all(prepareSamples(samples, { workers: 1, ...form }));
    expect(sample!.picture!.shape).toEqual([4, 6, 3]);
    expect(sample!.sound).toMatchObject({ sampleRate: 16_000, seconds: 0.05 });
    expect(sample!.sound!.waveform.shape).toEqual([800]);
    const whole = await readSound(sound, { sampleRate: 16_000 });
    expect(sample!.sound!.waveform.data).toEqual(whole.waveform.data.slice(320, 1120));
    expect(sample!.spectrogram!.shape).toEqual([9, 201, 2]);
  });

  testWithFfmpeg("takes sound and picture from a film", async () => {
    const samples = [{ id: "film", video: mediaPath("film.mp4"), frameSeconds: 0.5 }];
    const [sample] = await all(prepareSamples(samples, { workers: 1 }));
    expect(sample!.picture!.shape).toEqual([48, 64, 3]);
    expect(sample!.sound!.codec).toBe("aac");
  });

  test("names the sample, the file and the cause", async () => {
    const broken = join(folder, "broken.flac");
    writeFileSync(broken, readFileSync(sound).subarray(0, 100));
    const samples = [
      { id: "good", sound },
      { id: "bad", sound: broken },
    ];
    const prepared = prepareSamples(samples, { workers: 2 });
    expect((await prepared.next()).value!.id).toBe("good");
    await expect(prepared.next()).rejects.toThrow(
      /^prepareSamples: cannot prepare bad: readSound: expected a .* got .*broken\.flac/,
    );
    expect((await prepared.next()).done).toBe(true);
  });

  test("leaves out what cannot be prepared where somebody hears of it", async () => {
    const cases = [
      { id: "a", picture },
      { id: "nothing" },
      { id: "no picture", picture: sound },
      { id: "no time", video: mediaPath("film.mp4") },
      { id: "late", sound, clip: { startSeconds: 0.08, seconds: 0.05 } },
      { id: "b", picture },
    ];
    const failures: string[] = [];
    const prepared = prepareSamples(cases, {
      workers: 1,
      onFailure: (id, error) => failures.push(`${id} | ${error.message}`),
    });
    expect((await all(prepared)).map(({ id }) => id)).toEqual(["a", "b"]);
    const film = mediaPath("film.mp4");
    expect(failures).toEqual([
      "nothing | prepareSamples: cannot prepare nothing: expected a picture, a sound or a video, got none.",
      `no picture | prepareSamples: cannot prepare no picture: readPicture: expected a whole picture file, got ${sound}: Input buffer contains unsupported image format.`,
      `no time | prepareSamples: cannot prepare no time: expected frameSeconds, for the picture of ${film}, got none.`,
      `late | prepareSamples: cannot prepare late: expected a clip within the 0.100 s of ${sound}, got 0.05 s from 0.08 s on.`,
    ]);
  });

  test("ends when a signal is raised, or when nobody takes more", async () => {
    const samples = Array.from({ length: 50 }, (_, i) => ({ id: String(i), sound }));
    const controller = new AbortController();
    const { signal } = controller;
    const prepared = prepareSamples(samples, { workers: 1, signal });
    await prepared.next();
    controller.abort(new Error("enough"));
    await expect(all(prepared)).rejects.toThrow("enough");
    await expect(prepareSamples(samples, { signal }).next()).rejects.toThrow("enough");
    for await (const { id } of prepareSamples(samples, { workers: 1 })) {
      expect(id).toBe("0");
      break;
    }
  });

  test("refuses numbers of threads and samples that are none", async () => {
    for (const workers of [0, 1.5, Number.NaN]) {
      await expect(prepareSamples([], { workers }).next()).rejects.toThrow(
        new RangeError(
          `prepareSamples: expected workers to be a positive integer, got ${workers}.`,
        ),
      );
    }
    await expect(prepareSamples([], { workers: 1, ahead: 0 }).next()).rejects.toThrow(
      "prepareSamples: expected ahead to be a positive integer, got 0.",
    );
  });
});
