import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoDataFolder } from "@ssl/demo-data";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadScenePack } from "../src/index.ts";
import { wavFile } from "./wav-file.ts";

let outside: string;
let folder: string;
const good = {
  version: 1,
  sounding: [{ class: "red", picture: "red.png", sound: "red.wav" }],
  backgrounds: [{ picture: "grey.png" }],
};
const write = (manifest: unknown): Promise<void> =>
  writeFile(join(folder, "pack.json"), JSON.stringify(manifest));
const failure = async (manifest: unknown): Promise<Error> => {
  await write(manifest);
  return loadScenePack(folder).then(
    () => expect.fail("it loaded"),
    (error: Error) => error,
  );
};

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), "av-datasets-"));
  folder = join(outside, "pack");
  await mkdir(folder);
  const png = (channels: 3 | 4): Promise<Buffer> =>
    sharp({ create: { width: 4, height: 2, channels, background: "#c00000" } })
      .png()
      .toBuffer();
  await writeFile(join(folder, "red.png"), await png(4));
  await writeFile(join(folder, "grey.png"), await png(3));
  await writeFile(join(folder, "red.wav"), wavFile([[16384, 0, -16384]]));
  await writeFile(
    join(folder, "stereo.wav"),
    wavFile([Array(200).fill(9000), Array(200).fill(1)], { sampleRate: 44_100 }),
  );
  await writeFile(join(folder, "silence.wav"), wavFile([[1, 2, 0, 0]]));
  await writeFile(join(folder, "cut.wav"), wavFile([[1, 2, 3]]).subarray(0, 46));
  await writeFile(join(outside, "secret.png"), await png(3));
  await symlink(join(outside, "secret.png"), join(folder, "link.png"));
});
afterAll(() => rm(outside, { recursive: true }));

describe("loadScenePack(folder)", () => {
  test("decodes the demo pack", async () => {
    const pack = await loadScenePack(demoDataFolder);
    expect(pack.sampleRate).toBe(22_050);
    expect(pack.sounding).toHaveLength(24);
    expect(pack.silent).toHaveLength(12);
    expect(pack.backgrounds).toHaveLength(16);
    expect(pack.farm).toHaveLength(9);
    for (const { picture, waveform } of pack.sounding) {
      expect(picture.shape[2]).toBe(4);
      expect(waveform.length).toBeGreaterThan(11_000);
    }
    for (const { picture, boxes } of pack.farm) {
      const [height, width, channels] = picture.shape;
      expect(channels).toBe(3);
      for (const { right, bottom } of boxes) {
        expect(right).toBeLessThanOrEqual(width!);
        expect(bottom).toBeLessThanOrEqual(height!);
      }
    }
  });

  test("reads a folder of one's own, with what may be left out left out", async () => {
    await write(good);
    const pack = await loadScenePack(folder);
    expect(pack.sounding[0]!.class).toBe("red");
    expect(Array.from(pack.sounding[0]!.waveform)).toEqual([0.5, 0, -0.5]);
    expect(pack.sounding[0]!.picture.shape).toEqual([2, 4, 4]);
    expect(pack.backgrounds[0]!.shape).toEqual([2, 4, 3]);
    expect([pack.silent, pack.farm]).toEqual([[], []]);
  });

  test("mixes and resamples recordings of another rate", async () => {
    await write({ ...good, sounding: [{ ...good.sounding[0], sound: "stereo.wav" }] });
    const [red] = (await loadScenePack(folder)).sounding;
    expect(red!.waveform).toHaveLength(100);
  });

  test("refuses a folder that is not there, and one without a manifest", async () => {
    await expect(loadScenePack(join(outside, "none"))).rejects.toThrow(
      `loadScenePack: expected a folder, got ${join(outside, "none")}.`,
    );
    await expect(loadScenePack(outside)).rejects.toThrow(
      "loadScenePack: expected pack.json in the folder, got no such file.",
    );
  });

  test("refuses a manifest that is no JSON or of another form, and says where", async () => {
    await writeFile(join(folder, "pack.json"), "sounding:");
    await expect(loadScenePack(folder)).rejects.toThrow(
      "loadScenePack: expected pack.json to be JSON.",
    );
    const other = await failure({ ...good, version: 2, sounding: [{ class: "red" }] });
    expect(other).toBeInstanceOf(RangeError);
    expect(other.message).toContain(
      "loadScenePack: expected pack.json of the form in the README, got:\n",
    );
    expect(other.message).toContain("at version");
    expect(other.message).toContain("at sounding[0].picture");
    const box = { left: 3, top: 0, right: 3, bottom: 1 };
    const farm = [{ ...good.sounding[0], boxes: [box] }];
    expect((await failure({ ...good, farm })).message).toContain(
      "Invalid box: expected left < right and top < bottom",
    );
  });

  test("refuses paths that leave the folder, by name or by link", async () => {
    for (const picture of ["../secret.png", join(outside, "secret.png"), "link.png", "."]) {
      const error = await failure({ ...good, backgrounds: [{ picture }] });
      expect(error).toBeInstanceOf(RangeError);
      expect(error.message).toBe(
        "loadScenePack: expected paths that stay in the folder, " +
          `got ${JSON.stringify(picture)}.`,
      );
    }
  });

  test("names the file that is missing, cut or silent", async () => {
    const sounding = (sound: string) => ({
      ...good,
      sounding: [{ class: "red", picture: "red.png", sound }],
    });
    expect((await failure(sounding("none.wav"))).message).toBe(
      "loadScenePack: expected none.wav in the folder, got no such file.",
    );
    const cut = await failure(sounding("cut.wav"));
    expect(cut.message).toBe("loadScenePack: cannot decode cut.wav.");
    expect(String(cut.cause)).toContain('expected 6 bytes in the "data" chunk, got 2.');
    expect((await failure(sounding("silence.wav"))).message).toBe(
      "loadScenePack: expected a recording that is heard in both of its halves, " +
        "got digital silence in silence.wav.",
    );
    const foreign = await failure({ ...good, backgrounds: [{ picture: "red.wav" }] });
    expect(foreign.message).toBe("loadScenePack: cannot decode red.wav.");
    await mkdir(join(folder, "sub"), { recursive: true });
    expect((await failure({ ...good, backgrounds: [{ picture: "sub" }] })).message).toBe(
      "loadScenePack: expected sub to be a readable file.",
    );
  });

  test("refuses a class that is named twice", async () => {
    const silent = [{ class: "red", picture: "red.png" }];
    expect((await failure({ ...good, silent })).message).toBe(
      'loadScenePack: expected every class once, got "red" twice.',
    );
  });
});
