import { loadScenePack, type ScenePack } from "@ssl/av-datasets";
import { demoDataFolder } from "@ssl/demo-data";
import type { TrainingPair } from "@ssl/ssl-core";
import { beforeAll, expect, test } from "vitest";
import { concatSet, farmSet, sceneSet, testScenes, trainingScenes } from "../src/scene-sets.ts";

const choice = { seed: 1, side: 32, seconds: 0.5 };
let pack: ScenePack;
beforeAll(async () => {
  pack = await loadScenePack(demoDataFolder);
});

test("each epoch has scenes of its own, the same every time", async () => {
  const recipe = { ...choice, scenesPerEpoch: 4, soundingObjects: 2 };
  const set = trainingScenes(pack, recipe);
  expect(set.length).toBe(4);
  const all: TrainingPair[] = [];
  for (const epoch of [0, 1]) {
    for (let index = 0; index < 4; index++) all.push(await set.pair(index, epoch));
  }
  expect(new Set(all.map(({ picture }) => picture.data.join())).size).toBe(8);
  for (const { picture, sound } of all) {
    expect([picture.width, picture.height, picture.data.length]).toEqual([32, 32, 32 * 32 * 3]);
    expect(sound).toMatchObject({ sampleRate: 22_050 });
  }
  expect(await trainingScenes(pack, recipe).pair(3, 1)).toEqual(all[7]);
  expect(await trainingScenes(pack, { ...recipe, seed: 2 }).pair(3, 1)).not.toEqual(all[7]);
});

test("test scenes are of the other split, have one source, and a longer set begins with the shorter", () => {
  const scenes = testScenes(pack, choice, 6);
  expect(testScenes(pack, choice, 3)).toEqual(scenes.slice(0, 3));
  for (const scene of scenes) expect(scene.objects.length).toBe(2);
  const set = sceneSet(scenes, pack.sampleRate);
  expect(set.length).toBe(6);
  const { caption, boxes, picture, truth, sound } = set.sample(2);
  expect(caption).toBe(scenes[2]!.label);
  expect(boxes).toEqual([scenes[2]!.box]);
  expect(truth.shape).toEqual([picture.height, picture.width]);
  expect(sound).toEqual({ waveform: scenes[2]!.waveform, sampleRate: 22_050 });
  const { left, top, right, bottom } = scenes[2]!.box;
  expect(truth.data.reduce((sum, value) => sum + value, 0)).toBe((right - left) * (bottom - top));
});

test("concat samples come in pairs: one picture, heard with the left sound and with the right", () => {
  const set = concatSet(testScenes(pack, choice, 6), pack.sampleRate, { count: 8, seed: 1 });
  expect(set.length).toBe(8);
  for (let i = 0; i < 8; i += 2) {
    const [left, right] = [set.sample(i), set.sample(i + 1)];
    expect(left.picture).toEqual(right.picture);
    expect(left.sound).not.toEqual(right.sound);
    expect(left.caption.split(", sound: ")[0]).toBe(right.caption.split(", sound: ")[0]);
    const middle = left.picture.width / 2;
    expect(left.boxes.every((box) => box.right <= middle)).toBe(true);
    expect(right.boxes.every((box) => box.left >= middle)).toBe(true);
    const columns = (sample: typeof left): number[] =>
      Array.from(sample.truth.data, (value, at) =>
        value > 0 ? at % left.picture.width : -1,
      ).filter((column) => column >= 0);
    expect(Math.max(...columns(left))).toBeLessThan(middle);
    expect(Math.min(...columns(right))).toBeGreaterThanOrEqual(middle);
  }
});

test("the farm's photographs keep their size, their boxes and their own recordings", () => {
  const set = farmSet(pack);
  expect(set.length).toBe(9);
  for (let i = 0; i < 9; i++) {
    const { picture, truth, boxes, sound, caption } = set.sample(i);
    expect(caption).toBe(pack.farm[i]!.class);
    expect(boxes).toBe(pack.farm[i]!.boxes);
    expect(truth.shape).toEqual([picture.height, picture.width]);
    expect(truth.data.reduce((most, value) => Math.max(most, value))).toBe(1);
    expect("waveform" in sound && sound.waveform).toBe(pack.farm[i]!.waveform);
  }
});
