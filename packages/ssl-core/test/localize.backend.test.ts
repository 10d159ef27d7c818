import { expectClose, expectNoLeak } from "@ssl/testing";
import { memory } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { createLocalizer, localize } from "../src/index.ts";
import { noisePicture, noiseSound, tinyConfiguration } from "./tiny.ts";

expectNoLeak();

test("both maps have a value for each 16 × 16 pixels and sum to 1", async () => {
  const localizer = createLocalizer(tinyConfiguration, { seed: 1 });
  const [maps] = await localize(localizer, [
    { picture: noisePicture("a"), sound: noiseSound("a") },
  ]);
  for (const map of [maps!.potential, maps!.localization]) {
    expect(map.shape).toEqual([2, 2]);
    expectClose([map.data.reduce((sum, value) => sum + value, 0)], [1], { rtol: 0, atol: 1e-5 });
  }
  localizer.dispose();
});

test("a batch gives each input the maps that it gets alone, whatever the other clips' lengths", async () => {
  const localizer = createLocalizer(tinyConfiguration, { seed: 2 });
  const inputs = [15, 40, 22].map((hops, i) => ({
    picture: noisePicture(`${i}`),
    sound: noiseSound(`${i}`, hops * 511),
  }));
  const together = await localize(localizer, inputs);
  for (const [i, input] of inputs.entries()) {
    const [alone] = await localize(localizer, [input]);
    for (const map of ["potential", "localization"] as const) {
      expectClose(together[i]![map].data, alone![map].data, { rtol: 1e-4, atol: 1e-6 });
    }
  }
  localizer.dispose();
});

test("the potential map does not change with the sound, the localization map does", async () => {
  const localizer = createLocalizer(tinyConfiguration, { seed: 3 });
  const picture = noisePicture("a");
  const [first, second] = await localize(localizer, [
    { picture, sound: noiseSound("a") },
    { picture, sound: noiseSound("b") },
  ]);
  expect(first!.potential.data).toEqual(second!.potential.data);
  expect(first!.localization.data).not.toEqual(second!.localization.data);
  localizer.dispose();
});

test("without the potential localization network, P is the same everywhere", async () => {
  const localizer = createLocalizer({ ...tinyConfiguration, potential: "constant" }, { seed: 3 });
  const [maps] = await localize(localizer, [
    { picture: noisePicture("a"), sound: noiseSound("a") },
  ]);
  expect([...maps!.potential.data]).toEqual([0.25, 0.25, 0.25, 0.25]);
  localizer.dispose();
});

test("options beyond the paper give other maps", async () => {
  const input = { picture: noisePicture("a"), sound: noiseSound("a") };
  const mapsOf = async (change: Partial<typeof tinyConfiguration>): Promise<Float32Array> => {
    const localizer = createLocalizer({ ...tinyConfiguration, ...change }, { seed: 4 });
    const [maps] = await localize(localizer, [input]);
    localizer.dispose();
    return maps!.localization.data;
  };
  const plain = await mapsOf({});
  for (const change of [
    { amplitude: "log" },
    { batchNorm: "trunk" },
    { batchNorm: "heads" },
    { batchNorm: "trunk-and-heads" },
    { pictureScale: "mean-and-deviation" },
  ] as const) {
    expect(await mapsOf(change), JSON.stringify(change)).not.toEqual(plain);
  }
});

test("100 calls leave no tensor behind", async () => {
  const localizer = createLocalizer(tinyConfiguration, { seed: 1 });
  const input = { picture: noisePicture("a"), sound: noiseSound("a") };
  await localize(localizer, [input]);
  const before = memory().numTensors;
  for (let i = 0; i < 100; i++) await localize(localizer, [input]);
  expect(memory().numTensors).toBe(before);
  localizer.dispose();
  localizer.dispose();
});

test("no inputs give no maps", async () => {
  const localizer = createLocalizer(tinyConfiguration, { seed: 1 });
  expect(await localize(localizer, [])).toEqual([]);
  localizer.dispose();
});

test("a clip of fewer than 16 frames is refused by number, and nothing leaks", async () => {
  const localizer = createLocalizer(tinyConfiguration, { seed: 1 });
  const picture = noisePicture("a");
  await expect(
    localize(localizer, [
      { picture, sound: noiseSound("a") },
      { picture, sound: noiseSound("b", 14 * 511) },
    ]),
  ).rejects.toThrow(/soundNet: expected .*16 frames.*15/);
  localizer.dispose();
});
