import { demoDataFolder } from "@ssl/demo-data";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type BenchmarkScene,
  type BenchmarkSceneOptions,
  benchmarkScene,
  loadSceneMaterial,
  type SceneMaterial,
} from "../src/index.ts";
import { area, bounds, expectTrueScene } from "./scene-truth.ts";
import { toyMaterial } from "./toy-material.ts";
import { flat } from "./toy-pack.ts";

/** A scene of rectangles on one grey, with nothing that softens it unless asked for. */
const hard = (options: Partial<BenchmarkSceneOptions> = {}): BenchmarkScene =>
  benchmarkScene(
    {
      ...toyMaterial,
      backgrounds: [{ file: "grey.png", picture: flat(80, 80, [100, 100, 100]) }],
    },
    {
      seed: 1,
      index: 0,
      side: 64,
      seconds: 0.3,
      brightnessMatch: false,
      edgeBlur: 0,
      shadow: 0,
      ...options,
    },
  );
const pixel = ({ picture }: BenchmarkScene, at: number): number[] =>
  Array.from(picture.data.subarray(3 * at, 3 * at + 3));
const PIXELS = Array.from({ length: 64 * 64 }, (_, at) => at);
const seen = ({ objects }: BenchmarkScene, at: number): boolean =>
  objects.some(({ mask }) => mask.data[at] === 1);
const bytes = ({ buffer }: Float32Array): string => Buffer.from(buffer).toString("base64");
const level = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);

describe("benchmarkScene(material, options) by hand", () => {
  test("puts rectangles exactly where the boxes and the masks say, and nothing elsewhere", () => {
    const scene = hard({ objects: 2, distractors: 1 });
    const colours: Record<string, number[]> = {
      ...{ red: [200, 0, 0], green: [0, 200, 0], blue: [0, 0, 200] },
      ...{ cyan: [0, 200, 200], pink: [200, 0, 200] },
    };
    for (const at of PIXELS) {
      const owner = scene.objects.find(({ mask }) => mask.data[at] === 1);
      expect(pixel(scene, at)).toEqual(owner ? colours[owner.class] : [100, 100, 100]);
    }
    for (const { box, mask, class: name } of scene.objects) {
      expect(mask.data.reduce((sum, value) => sum + value)).toBe(area(box));
      const ratio = (box.right - box.left) / (box.bottom - box.top);
      const wanted = { red: 1, green: 2, blue: 0.5, cyan: 1, pink: 0.5 }[name]!;
      expect(Math.abs(Math.log(ratio / wanted))).toBeLessThan(0.2);
    }
  });

  test("with edgeBlur the edges are softer, and what lies far inside stays", () => {
    const [scene, soft] = [hard({ objects: 1 }), hard({ objects: 1, edgeBlur: 1 })];
    const between = (value: BenchmarkScene): number =>
      PIXELS.filter((at) => {
        const [red, green, blue] = pixel(value, at);
        return new Set([0, 100, 200]).has(red!) && new Set([0, 100, 200]).has(green!)
          ? !new Set([0, 100, 200]).has(blue!)
          : true;
      }).length;
    expect(between(scene)).toBe(0);
    expect(between(soft)).toBeGreaterThan(40);
    const { box, mask } = soft.objects[0]!;
    expect(bounds(64, (at) => mask.data[at] === 1)).toEqual(box);
    const middle = 64 * ((box.top + box.bottom) >> 1) + ((box.left + box.right) >> 1);
    expect(pixel(soft, middle).sort()).toEqual([0, 0, 200]);
  });

  test("a shadow darkens the ground beside an object, is no part of its mask, and moves nothing", () => {
    const [scene, shaded] = [hard({ objects: 1 }), hard({ objects: 1, shadow: 0.5 })];
    expect(shaded.objects[0]!.box).toEqual(scene.objects[0]!.box);
    expect(shaded.objects[0]!.mask.data).toEqual(scene.objects[0]!.mask.data);
    const ground = PIXELS.filter((at) => !seen(scene, at)).map((at) => pixel(shaded, at)[0]!);
    expect(Math.min(...ground)).toBeLessThan(90);
    expect(Math.min(...ground)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...ground)).toBe(100);
    for (const at of PIXELS.filter((at) => seen(scene, at))) {
      expect(pixel(shaded, at)).toEqual(pixel(scene, at));
    }
  });

  test("with brightnessMatch an object is brought towards its place", () => {
    // (100 + 60) / (200 / 3 + 60) is more than the greatest gain, 1.25.
    const scene = hard({ objects: 1, brightnessMatch: true });
    const at = scene.objects[0]!.mask.data.indexOf(1);
    expect(pixel(scene, at).sort()).toEqual([0, 0, 250].sort());
  });

  test("draws one size for a scene, or with equalArea: false one for each object", () => {
    const sizes: [number, number] = [0.15, 0.4];
    const ratio = (equalArea: boolean): number[] =>
      Array.from({ length: 30 }, (_, index) => {
        const { objects } = hard({ index, objects: 3, sizes, equalArea });
        const areas = objects.map(({ box }) => area(box));
        return Math.max(...areas) / Math.min(...areas);
      });
    expect(Math.max(...ratio(true))).toBeLessThan(1.25);
    expect(ratio(false).filter((value) => value > 1.5).length).toBeGreaterThan(15);
  });

  test("keeps sizes within the range asked for", () => {
    for (let index = 0; index < 20; index++) {
      for (const { box } of hard({ index, objects: 3, sizes: [0.3, 0.34] }).objects) {
        const size = Math.sqrt(area(box)) / 64;
        expect(size).toBeGreaterThan(0.27);
        expect(size).toBeLessThan(0.37);
      }
    }
  });

  test("an object heard alone is the sound of a scene in which only it sounds", () => {
    const scene = hard({ objects: 3, sounding: 1 });
    expect(scene.objects[0]!.sound).toBe(scene.sound);
    const both = hard({ objects: 3, sounding: 2 });
    expect(both.objects[0]!.sound).toEqual(scene.sound);
    // Heard together, both are in it: what is left without them is a noise floor.
    const rest = both.sound.map(
      (sample, i) => sample - both.objects[0]!.sound![i]! - both.objects[1]!.sound![i]!,
    );
    expect(level(both.sound)).toBeGreaterThan(0.04);
    expect(level(rest)).toBeLessThan(0.002);
  });

  test("offScreen adds the sound of a class that is not seen to its share of scenes", () => {
    const scenes = Array.from({ length: 60 }, (_, index) => hard({ index, offScreen: 0.3 }));
    const share = scenes.filter(({ offScreen }) => offScreen !== undefined).length / 60;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.5);
    for (const [index, scene] of scenes.entries()) {
      const alone = hard({ index });
      expect(Buffer.compare(scene.picture.data, alone.picture.data)).toBe(0);
      if (scene.offScreen === undefined) expect(bytes(scene.sound)).toEqual(bytes(alone.sound));
      else expect(level(scene.sound.map((x, i) => x - alone.sound[i]!))).toBeGreaterThan(0.02);
    }
    expect(hard({ offScreen: 1 }).offScreen).toBeDefined();
  });

  test("repeats a short recording with pauses, and begins a long one where it is heard", () => {
    const tick = new Float32Array(2205).fill(0.5);
    const sparse = new Float32Array(100_000);
    sparse.fill(0.5, 70_000, 72_000);
    const only = (waveform: Float32Array): SceneMaterial => ({
      ...toyMaterial,
      sounding: [{ ...toyMaterial.sounding[0]!, waveform }],
    });
    for (let index = 0; index < 20; index++) {
      const options = { seed: 1, index, objects: 1, side: 32, seconds: 2 };
      const short = benchmarkScene(only(tick), options).sound.map(Math.abs);
      const heard = short.filter((sample) => sample > 0.01).length;
      expect(heard).toBeGreaterThan(2200);
      expect(heard).toBeLessThan(0.75 * short.length);
      const long = benchmarkScene(only(sparse), options).sound;
      expect(long.filter((sample) => Math.abs(sample) > 0.05).length).toBeGreaterThan(400);
    }
  });

  test("takes any of a class' cut-outs with its own recording", () => {
    const [red, green] = toyMaterial.sounding;
    const material = { ...toyMaterial, sounding: [red!, { ...green!, class: "red" }] };
    const files = Array.from({ length: 20 }, (_, index) => {
      const scene = benchmarkScene(material, {
        seed: 1,
        index,
        objects: 1,
        side: 32,
        seconds: 0.1,
      });
      expect(scene.objects.map((object) => object.class)).toEqual(["red"]);
      return scene.objects[0]!.picture;
    });
    expect(new Set(files)).toEqual(new Set(["red.png", "green.png"]));
  });

  test("names the background, and no two parts, numbers or seeds give one scene", () => {
    expect(hard().background).toBe("grey.png");
    const pictures = [
      {},
      { index: 1 },
      { seed: 2 },
      { part: "train" as const },
      { part: "test" as const },
    ].map((options) => hard(options).picture.data.join());
    expect(new Set(pictures).size).toBe(5);
  });
});

describe("benchmarkScene(material, options) on the demo pack", () => {
  let material: SceneMaterial;
  beforeAll(async () => {
    material = await loadSceneMaterial(demoDataFolder, { side: 96 });
  });

  test("has exact masks and boxes, disjoint, of equal area if asked, and sounds in range", () => {
    const options = fc.record({
      seed: fc.nat(),
      index: fc.nat(),
      side: fc.constantFrom(64, 96, 128),
      objects: fc.integer({ min: 1, max: 3 }),
      distractors: fc.integer({ min: 0, max: 2 }),
      equalArea: fc.boolean(),
      offScreen: fc.constantFrom(0, 1),
      edgeBlur: fc.constantFrom(0, 0.6, 1.5),
      shadow: fc.constantFrom(0, 0.35),
    });
    fc.assert(
      fc.property(options, fc.integer({ min: 1, max: 3 }), (given, most) => {
        const sounding = Math.min(given.objects, most);
        const scene = benchmarkScene(material, { ...given, sounding, seconds: 0.4 });
        expectTrueScene(scene, { ...given, sounding, length: 8820 });
        expect(scene.offScreen !== undefined).toBe(given.offScreen === 1);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test("gives equal scenes for equal arguments, from a copied material too", () => {
    const options = { seed: 1, index: 3, side: 64, objects: 3, sounding: 2, seconds: 0.5 };
    const scene = benchmarkScene(material, options);
    const again = benchmarkScene(structuredClone(material), options);
    expect(again.picture.data).toEqual(scene.picture.data);
    expect(again.sound).toEqual(scene.sound);
    expect(again.objects.map(({ box }) => box)).toEqual(scene.objects.map(({ box }) => box));
  });
});

describe("benchmarkScene(material, options) refuses", () => {
  test.for([
    [{ part: "validation" }, 'expected part to be "train" or "test", got "validation".'],
    [{ seed: -1 }, "expected seed to be an integer in 0 … 4294967295, got -1."],
    [{ index: 0.5 }, "expected index to be an integer in 0 … 9007199254740991, got 0.5."],
    [{ side: 8 }, "expected side to be an integer in 16 … 4096, got 8."],
    [{ objects: 0 }, "expected objects to be an integer in 1 … 100, got 0."],
    [{ sounding: 3 }, "expected sounding to be an integer in 1 … 2, got 3."],
    [{ distractors: -1 }, "expected distractors to be an integer in 0 … 100, got -1."],
    [{ offScreen: 2 }, "expected offScreen in 0 … 1, got 2."],
    [{ edgeBlur: Number.NaN }, "expected edgeBlur in 0 … 10, got NaN."],
    [{ shadow: 1.5 }, "expected shadow in 0 … 1, got 1.5."],
    [{ seconds: 0 }, "expected seconds in 0.05 … 3600, got 0."],
    [{ sizes: [0.6, 0.5] }, "expected sizes of 0 < least ≤ greatest ≤ 1, got 0.6, 0.5."],
    [
      { sizes: [0.1, 0.5] },
      "expected sizes of at least 8 pixels, got 0.1 of 64. " +
        "Ask for larger or fewer objects, or for a larger side.",
    ],
    [
      { objects: 3, sizes: [0.6, 0.7] },
      "expected objects that fit side by side, got 3 of at least 36 % of the picture each. " +
        "Ask for smaller or fewer objects.",
    ],
    [
      { objects: 1, sizes: [0.95, 0.95], index: 1 },
      "expected objects that fit side by side, got green of at least 95 % of the side in scene 1 " +
        "of 64 × 64 pixels. Ask for smaller or fewer objects.",
    ],
    [
      { objects: 4 },
      "expected material with at least 4 classes that can sound, got 3. " +
        "Ask for less, add to the pack, or split it by fewer rules.",
    ],
    [
      { objects: 3, offScreen: 0.5 },
      "expected material with at least 4 classes that can sound, got 3. " +
        "Ask for less, add to the pack, or split it by fewer rules.",
    ],
    [
      { distractors: 3 },
      "expected material with at least 3 classes that do not sound, got 2. " +
        "Ask for less, add to the pack, or split it by fewer rules.",
    ],
  ] as [Partial<BenchmarkSceneOptions>, string][])("%j", ([options, message]) => {
    expect(() => hard(options)).toThrow(new RangeError(`benchmarkScene: ${message}`));
  });
});
