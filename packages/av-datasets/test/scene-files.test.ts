import { describe, expect, test } from "vitest";
import { readPicture, readWav, sceneFiles, toyScene } from "../src/index.ts";
import { bounds } from "./scene-truth.ts";

const scene = toyScene({
  ...{ seed: 1, index: 0, side: 64, seconds: 0.5, sampleRate: 8000 },
  ...{ objects: 3, sounding: 2 },
});
const options = { id: "one", sampleRate: 8000 };

describe("sceneFiles(scene, options)", () => {
  test("makes one sample of a scene, in which all that sounds is marked and heard", async () => {
    const { samples, files } = await sceneFiles(scene, options);
    const boxes = scene.objects.slice(0, 2).map(({ box }) => box);
    expect(samples).toEqual([
      {
        id: "one",
        annotation: { annotators: [boxes], frame: { width: 64, height: 64 }, consensus: 1 },
        picture: "pictures/one.jpg",
        sound: "sounds/one.wav",
        mask: "masks/one.png",
      },
    ]);
    expect(Object.keys(files)).toEqual(["pictures/one.jpg", "sounds/one.wav", "masks/one.png"]);
    const picture = await readPicture(files["pictures/one.jpg"]!);
    const difference = picture.data.map((value, i) => Math.abs(value - scene.picture.data[i]!));
    expect(difference.reduce((sum, value) => sum + value, 0) / difference.length).toBeLessThan(12);
    const { sampleRate, channels } = readWav(files["sounds/one.wav"]!);
    expect(sampleRate).toBe(8000);
    for (const [i, sample] of channels[0]!.entries()) {
      expect(Math.abs(sample - scene.sound[i]!)).toBeLessThan(1 / 32_768);
    }
    const mask = await readPicture(files["masks/one.png"]!);
    for (let at = 0; at < 64 * 64; at++) {
      const marked = scene.objects.slice(0, 2).some((object) => object.mask.data[at] === 1);
      expect(mask.data[3 * at]).toBe(marked ? 255 : 0);
    }
  });

  test("interactive: makes a sample of each object that sounds, of one group and picture", async () => {
    const { samples, files } = await sceneFiles(scene, { ...options, interactive: true });
    expect(samples.map(({ id, group, picture }) => [id, group, picture])).toEqual([
      ["one_1", "one", "pictures/one.jpg"],
      ["one_2", "one", "pictures/one.jpg"],
    ]);
    for (const [number, { annotation, mask, sound }] of samples.entries()) {
      const { box, sound: own } = scene.objects[number]!;
      expect(annotation.annotators).toEqual([[box]]);
      const decoded = await readPicture(files[mask]!);
      expect(bounds(64, (at) => decoded.data[3 * at] === 255)).toEqual(box);
      const [samples] = readWav(files[sound]!).channels;
      expect(Math.abs(samples![1000]! - own![1000]!)).toBeLessThan(1 / 32_768);
    }
  });

  test("jpegQuality decides the picture's size in bytes", async () => {
    const bytes = async (jpegQuality: number): Promise<number> =>
      (await sceneFiles(scene, { ...options, jpegQuality })).files["pictures/one.jpg"]!.length;
    expect(await bytes(30)).toBeLessThan(0.7 * (await bytes(90)));
    await expect(bytes(0)).rejects.toThrow(
      new RangeError("sceneFiles: expected jpegQuality to be an integer in 1 … 100, got 0."),
    );
  });
});
