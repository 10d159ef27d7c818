import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoDataFolder } from "@ssl/demo-data";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSceneMaterial } from "../src/index.ts";
import { wavFile } from "./wav-file.ts";

let folder: string;
const red = { class: "red", picture: "red.png", sound: "red.wav" };
const good = { version: 1, sounding: [red], backgrounds: [{ picture: "grey.png" }] };
const load = async (manifest: object, options = {}) => {
  await writeFile(join(folder, "pack.json"), JSON.stringify(manifest));
  return loadSceneMaterial(folder, options);
};
const failure = async (manifest: object): Promise<Error> =>
  load(manifest).then(
    () => expect.fail("it loaded"),
    (error: Error) => error,
  );
const png = (width: number, height: number, background: object): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 4, background: background as never } })
    .png()
    .toBuffer();

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "av-datasets-")), "pack");
  await mkdir(folder);
  const opaque = await png(40, 20, { r: 200, g: 0, b: 0, alpha: 1 });
  const framed = await sharp({
    create: { width: 100, height: 60, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.1 } },
  })
    .composite([{ input: opaque, left: 13, top: 7 }])
    .png()
    .toBuffer();
  await writeFile(join(folder, "red.png"), framed);
  await writeFile(join(folder, "same.png"), framed);
  await writeFile(join(folder, "blue.png"), await png(8, 8, { r: 0, g: 0, b: 200, alpha: 1 }));
  await writeFile(join(folder, "faint.png"), await png(8, 8, { r: 0, g: 0, b: 9, alpha: 0.1 }));
  await writeFile(join(folder, "grey.png"), await png(200, 100, { r: 9, g: 9, b: 9, alpha: 1 }));
  await writeFile(join(folder, "red.wav"), wavFile([[1000, 1000, 9000, -7000, 1050, 950]]));
  await writeFile(join(folder, "again.wav"), wavFile([[1000, 1000, 9000, -7000, 1050, 950]]));
  await writeFile(join(folder, "blue.wav"), wavFile([[0, 100, -100, 0]]));
  await writeFile(join(folder, "silence.wav"), wavFile([[5, 5, 5, 5]]));
});
afterAll(() => rm(join(folder, ".."), { recursive: true }));

describe("loadSceneMaterial(folder, options)", () => {
  test("decodes the demo pack and hashes each of its files", async () => {
    const material = await loadSceneMaterial(demoDataFolder);
    const { sounding, silent, backgrounds, files } = material;
    expect([sounding, silent, backgrounds].map(({ length }) => length)).toEqual([24, 12, 16]);
    expect(Object.keys(files)).toHaveLength(1 + 2 * 24 + 12 + 16);
    expect(Object.keys(files)).toEqual(Object.keys(files).sort());
    const bytes = await readFile(new URL(sounding[3]!.sound, demoDataFolder));
    const hash = createHash("sha256").update(bytes).digest("hex");
    expect(files[sounding[3]!.sound]).toBe(hash);
  });

  test("cuts faint borders off cut-outs, and the mean and quiet ends off recordings", async () => {
    const { sounding, sampleRate } = await load(good);
    expect(sampleRate).toBe(22_050);
    expect(sounding[0]!.picture.shape).toEqual([20, 40, 4]);
    expect(Array.from(sounding[0]!.picture.data.subarray(0, 4))).toEqual([200, 0, 0, 255]);
    const expected = [8000, -8000].map((sample) => sample / 32_768);
    expect(Array.from(sounding[0]!.waveform)).toEqual(expected);
  });

  test("makes pictures no larger than scenes of the side can show, and resamples", async () => {
    const { sounding, backgrounds, sampleRate } = await load(good, {
      side: 16,
      sampleRate: 44_100,
    });
    expect(sounding[0]!.picture.shape).toEqual([16, 32, 4]);
    expect(sounding[0]!.picture.data).toHaveLength(16 * 32 * 4);
    expect(backgrounds[0]!.picture.shape).toEqual([40, 80, 3]);
    expect(sampleRate).toBe(44_100);
    expect(sounding[0]!.waveform.length).toBeGreaterThan(3);
  });

  test("reads several cut-outs of one class, which may share a recording", async () => {
    const blue = { class: "red", picture: "blue.png", sound: "again.wav" };
    const { sounding } = await load({ ...good, sounding: [red, blue] });
    expect(sounding.map((object) => object.class)).toEqual(["red", "red"]);
  });

  test("refuses what leaves open which object sounds", async () => {
    const silent = [{ class: "red", picture: "blue.png" }];
    expect((await failure({ ...good, silent })).message).toBe(
      'loadSceneMaterial: expected classes that sound or do not, got "red" among both.',
    );
    const look = { class: "blue", picture: "same.png", sound: "blue.wav" };
    expect((await failure({ ...good, sounding: [red, look] })).message).toBe(
      "loadSceneMaterial: expected cut-outs and recordings of their own for every class, " +
        "got the same bytes in red.png (red) and same.png (blue). " +
        "Leave one out, or give both entries the same class.",
    );
    const voice = { class: "blue", picture: "blue.png", sound: "again.wav" };
    expect((await failure({ ...good, sounding: [red, voice] })).message).toContain(
      "got the same bytes in red.wav (red) and again.wav (blue).",
    );
  });

  test("names the file of which nothing is seen or heard, or which is missing", async () => {
    const entry = (change: object) => ({ ...good, sounding: [{ ...red, ...change }] });
    expect((await failure(entry({ sound: "silence.wav" }))).message).toBe(
      "loadSceneMaterial: expected recordings that are heard, got digital silence in silence.wav.",
    );
    expect((await failure(entry({ picture: "faint.png" }))).message).toBe(
      "loadSceneMaterial: expected cut-outs of which something is seen, got none of faint.png.",
    );
    expect((await failure(entry({ picture: "none.png" }))).message).toBe(
      "loadSceneMaterial: expected none.png in the folder, got no such file.",
    );
    expect((await failure(entry({ picture: "red.wav" }))).message).toBe(
      "loadSceneMaterial: cannot decode red.wav.",
    );
  });
});
