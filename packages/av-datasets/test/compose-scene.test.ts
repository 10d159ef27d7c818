import { createHash } from "node:crypto";
import { demoDataFolder } from "@ssl/demo-data";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type ComposeSceneOptions,
  composeScene,
  loadScenePack,
  type PictureLike,
  type Scene,
  type ScenePack,
} from "../src/index.ts";
import { area, bounds, overlap } from "./scene-truth.ts";
import { flat, toyPack } from "./toy-pack.ts";

const train: ComposeSceneOptions = { seed: 1, index: 0, split: "train" };

/** Energy of the differences of neighbours over that of the samples: small for a low tone. */
function roughness({ waveform }: Scene): number {
  let changes = 0;
  let energy = 0;
  for (let i = 1; i < waveform.length; i++) {
    changes += (waveform[i]! - waveform[i - 1]!) ** 2;
    energy += waveform[i]! ** 2;
  }
  return changes / energy;
}

describe("composeScene(pack, options) by hand", () => {
  test("puts a rectangle exactly where the box and the mask say", () => {
    const { picture, mask, box, objects, label } = composeScene(toyPack, train);
    const colour = { red: 0, green: 1, blue: 2 }[label]!;
    expect(objects).toEqual([{ class: label, sounding: true, audible: true, box }]);
    expect(bounds(96, (pixel) => mask.data[pixel] === 1)).toEqual(box);
    for (let pixel = 0; pixel < 96 * 96; pixel++) {
      const rgb = Array.from(picture.data.subarray(3 * pixel, 3 * pixel + 3));
      // Brightness: (10 + 60) / (200 / 3 + 60) is less than the least gain, 0.7.
      const inside = [0, 1, 2].map((channel) => (channel === colour ? 140 : 0));
      expect(rgb).toEqual(mask.data[pixel] === 1 ? inside : [10, 10, 10]);
    }
  });

  test("trains on even backgrounds and tests on odd ones", () => {
    const corner = (split: "train" | "test", index: number): number => {
      const { picture, mask } = composeScene(toyPack, { ...train, split, index });
      return picture.data[3 * mask.data.indexOf(0)]!;
    };
    for (let index = 0; index < 20; index++) {
      expect([corner("train", index), corner("test", index)]).toEqual([10, 250]);
    }
  });

  test("plays the first half of a recording in training and the second in testing", () => {
    for (let index = 0; index < 30; index++) {
      const training = composeScene(toyPack, { ...train, index, seconds: 0.2 });
      const testing = composeScene(toyPack, { ...train, split: "test", index, seconds: 0.2 });
      if (training.label !== "blue") expect(roughness(training)).toBeLessThan(0.1);
      if (testing.label !== "blue") expect(roughness(testing)).toBeGreaterThan(1);
    }
  });

  test("uses the whole of a recording that is shorter than a second in both", () => {
    const rough = Array.from({ length: 60 }, (_, index) =>
      composeScene(toyPack, { ...train, index, seconds: 0.05 }),
    )
      .filter((scene) => scene.label === "blue")
      .map(roughness);
    expect(Math.min(...rough)).toBeLessThan(0.1);
    expect(Math.max(...rough)).toBeGreaterThan(1);
  });

  test("does not begin in a pause", () => {
    const tick = new Float32Array(44_100);
    tick.fill(0.5, 0, 4000);
    tick.fill(-0.5, 22_050, 26_050);
    const red = { ...toyPack.sounding[0]!, waveform: tick };
    const pack = { ...toyPack, sounding: [red] };
    for (let index = 0; index < 40; index++) {
      const { waveform } = composeScene(pack, { ...train, index, seconds: 0.1 });
      const heard = waveform.filter((sample) => Math.abs(sample) > 0.01).length;
      // Half of the level is a quarter of the energy: 2205 samples × 4000 / 22 050 / 4.
      expect(heard).toBeGreaterThanOrEqual(100);
    }
  });

  test("draws the size of one object from the range given", () => {
    for (let index = 0; index < 20; index++) {
      const { box } = composeScene(toyPack, { ...train, index, side: 128, sizes: [0.25, 0.25] });
      expect(Math.sqrt(area(box)) / 128).toBeCloseTo(0.25, 1);
    }
  });

  test("makes objects smaller that do not fit at the size asked for", () => {
    const { objects } = composeScene(toyPack, { ...train, sounding: 3, sizes: [1, 1] });
    expect(objects).toHaveLength(3);
  });

  test("honours the stride and the offset of a picture", () => {
    const reversed = (picture: PictureLike): PictureLike => ({
      data: picture.data.slice().reverse(),
      shape: picture.shape,
      stride: picture.stride.map((step) => -step),
      offset: picture.data.length - 1,
    });
    const gradient = flat(64, 64, [0, 0, 0]);
    gradient.data.forEach((_, i) => {
      gradient.data[i] = (i * 31) % 256;
    });
    const backgrounds = [gradient, gradient];
    const plain = composeScene({ ...toyPack, backgrounds }, train);
    const sounding = toyPack.sounding.map((object) => ({
      ...object,
      picture: reversed(object.picture),
    }));
    const strided = { ...toyPack, sounding, backgrounds: backgrounds.map(reversed) };
    expect(composeScene(strided, train).picture.data).toEqual(plain.picture.data);
  });
});

describe("composeScene(pack, options) on the demo pack", () => {
  let pack: ScenePack;
  beforeAll(async () => {
    pack = await loadScenePack(demoDataFolder);
  });

  test("has exact, equal, disjoint boxes, a true mask and a waveform in range", () => {
    const options = fc.record({
      seed: fc.nat(),
      index: fc.nat(),
      split: fc.constantFrom("train" as const, "test" as const),
      side: fc.constantFrom(64, 96, 160),
      sounding: fc.integer({ min: 1, max: 3 }),
      silent: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(options, (given) => {
        const { picture, label, objects, mask, box, waveform } = composeScene(pack, given);
        const { side, sounding, silent } = given;
        expect(picture.shape).toEqual([side, side, 3]);
        expect(mask.shape).toEqual([side, side]);
        expect(waveform).toHaveLength(16_538);
        expect(waveform.every((sample) => Math.abs(sample) <= 1)).toBe(true);
        expect(objects.map((object) => object.sounding)).toEqual([
          ...Array(sounding).fill(true),
          ...Array(silent).fill(false),
        ]);
        const audible = objects.filter((object) => object.audible);
        expect(audible).toEqual([{ class: label, sounding: true, audible: true, box }]);
        expect(new Set(objects.map((object) => object.class)).size).toBe(objects.length);
        expect(bounds(side, (pixel) => mask.data[pixel] === 1)).toEqual(box);
        const areas = objects.map((object) => area(object.box));
        expect(Math.max(...areas) / Math.min(...areas)).toBeLessThanOrEqual(1.2);
        for (const [place, { box: a }] of objects.entries()) {
          expect(Math.min(a.left, a.top)).toBeGreaterThanOrEqual(0);
          expect(Math.max(a.right, a.bottom)).toBeLessThanOrEqual(side);
          expect(objects.slice(place + 1).some((other) => overlap(a, other.box))).toBe(false);
        }
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test("gives equal bytes for equal arguments, from a copied pack too", () => {
    const options = { ...train, index: 3, sounding: 2, silent: 1 };
    const scene = composeScene(pack, options);
    const again = composeScene(structuredClone(pack), options);
    expect(again.picture.data).toEqual(scene.picture.data);
    expect(again.waveform).toEqual(scene.waveform);
    expect(again.objects).toEqual(scene.objects);
  });

  test("gives another scene for every number, seed and split", () => {
    const scenes = [train, { ...train, index: 1 }, { ...train, seed: 2 }].flatMap((options) => [
      composeScene(pack, options),
      composeScene(pack, { ...options, split: "test" as const }),
    ]);
    const pictures = scenes.map((scene) => scene.picture.data.join());
    expect(new Set(pictures).size).toBe(6);
  });

  test("lets every sound-capable object sound now and then", () => {
    const places = Array.from({ length: 40 }, (_, index) =>
      composeScene(pack, { ...train, index, sounding: 2 }).objects.findIndex(
        (object) => object.audible,
      ),
    );
    expect(new Set(places)).toEqual(new Set([0, 1]));
  });

  test("leaves the pack as it was", () => {
    const before = structuredClone(pack.sounding[0]);
    for (let index = 0; index < 20; index++) composeScene(pack, { ...train, index });
    expect(pack.sounding[0]!.waveform).toEqual(before!.waveform);
    expect(pack.sounding[0]!.picture.data).toEqual(before!.picture.data);
  });
});

describe("composeScene(pack, options) of always", () => {
  // A localizer that ships with the demo was trained on its scenes: what they are must not change.
  test("gives the bytes that it gave when the shipped localizer was trained", () => {
    const grey = flat(120, 100, [0, 0, 0]);
    grey.data.forEach((_, i) => {
      grey.data[i] = (i * 31) % 256;
    });
    const pack = { ...toyPack, backgrounds: [grey, ...toyPack.backgrounds] };
    const hash = createHash("sha256");
    for (let index = 0; index < 24; index++) {
      const { picture, mask, waveform, objects, label } = composeScene(pack, {
        seed: 7,
        index,
        split: index % 2 === 0 ? "train" : "test",
        side: [64, 96][index % 3] ?? 128,
        sounding: 1 + (index % 3),
        silent: index % 2,
        seconds: 0.2 + (index % 4) / 2,
        ...(index % 5 === 0 ? { sizes: [0.2, 0.3] } : {}),
      });
      hash
        .update(picture.data)
        .update(mask.data)
        .update(JSON.stringify([objects, label]));
      // To 16 bits: the level's power of ten may differ in the last digit between platforms.
      hash.update(Int16Array.from(waveform, (sample) => Math.round(sample * 30_000)));
    }
    expect(hash.digest("hex")).toBe(
      "935bcec77b9762bf2569ef6652e51940c670f25a0999dca8601ac92ebf69637a",
    );
  });
});

describe("composeScene(pack, options) refuses", () => {
  const refusal = (options: object, message: string): void => {
    expect(() => composeScene(toyPack, { ...train, ...options })).toThrow(new RangeError(message));
  };

  test("another split", () => {
    refusal(
      { split: "validation" },
      'composeScene: expected split to be "train" or "test", got "validation".',
    );
  });

  test("more objects than the pack has classes", () => {
    refusal(
      { sounding: 4 },
      "composeScene: expected sounding to be an integer in 1 … 3, got 4. " +
        "The pack has no more sounding classes.",
    );
    refusal(
      { silent: 3 },
      "composeScene: expected silent to be an integer in 0 … 2, got 3. " +
        "The pack has no more silent classes.",
    );
  });

  test("numbers out of range", () => {
    refusal(
      { seed: -1 },
      "composeScene: expected seed to be an integer in 0 … 4294967295, got -1.",
    );
    refusal(
      { index: 0.5 },
      "composeScene: expected index to be an integer in 0 … 9007199254740991, got 0.5.",
    );
    refusal({ side: 8 }, "composeScene: expected side to be an integer in 16 … 4096, got 8.");
    refusal({ sounding: 0 }, "composeScene: expected sounding to be an integer in 1 … 3, got 0.");
    refusal({ seconds: 0 }, "composeScene: expected seconds of one sample to one hour, got 0.");
    refusal(
      { sizes: [0.6, 0.5] },
      "composeScene: expected sizes of 0 < least ≤ greatest ≤ 1, got 0.6, 0.5.",
    );
  });

  test("objects that do not fit", () => {
    refusal(
      { side: 16, sounding: 3, silent: 2 },
      "composeScene: expected objects that fit side by side, got 5 in a picture of " +
        "16 × 16 pixels. Ask for fewer objects or a larger side.",
    );
  });

  test("a pack of one background", () => {
    const pack = { ...toyPack, backgrounds: toyPack.backgrounds.slice(1) };
    expect(() => composeScene(pack, train)).toThrow(
      new RangeError(
        "composeScene: expected a pack of at least 2 backgrounds, one for each split, got 1.",
      ),
    );
  });
});
