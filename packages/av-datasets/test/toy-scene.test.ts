import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BenchmarkScene, toyClasses, toyScene } from "../src/index.ts";
import { expectTrueScene } from "./scene-truth.ts";

/** Shares of the sound's changes from sample to sample in octaves, coarse and fine, and its beat. */
function heardAs({ sound }: BenchmarkScene): number[] {
  const shares: number[] = [];
  let signal = Float64Array.from(sound);
  let energy = signal.reduce((sum, sample) => sum + sample ** 2, 0);
  for (let octave = 0; octave < 7; octave++) {
    const low = signal.map((sample, i) => (sample + (signal[i + 1] ?? 0)) / 2);
    const rest = low.reduce((sum, sample) => sum + sample ** 2, 0);
    shares.push((energy - rest) / energy);
    signal = low.filter((_, i) => i % 2 === 0);
    energy = rest / 2;
  }
  return shares;
}

/** Mean colour, and how much of it changes from pixel to pixel, of the object's pixels. */
function seenAs({ picture, objects }: BenchmarkScene, number: number): number[] {
  const { mask } = objects[number]!;
  const sums = [0, 0, 0, 0];
  let count = 0;
  for (let at = 0; at < mask.data.length - 1; at++) {
    if (mask.data[at] === 0 || mask.data[at + 1] === 0) continue;
    count++;
    for (let channel = 0; channel < 3; channel++) {
      sums[channel]! += picture.data[3 * at + channel]!;
      sums[3]! += Math.abs(picture.data[3 * at + channel]! - picture.data[3 * at + 3 + channel]!);
    }
  }
  return sums.map((sum) => sum / count / 255);
}

const mean = (of: readonly number[][], i: number): number =>
  of.reduce((sum, vector) => sum + vector[i]!, 0) / of.length;

/** The class whose mean over some samples is nearest, each number in its own spread. */
function nearest(known: Map<string, number[][]>, value: readonly number[]): string {
  const all = [...known.values()].flat();
  const spread = value.map((_, i) =>
    Math.sqrt(
      mean(
        all.map((vector) => [(vector[i]! - mean(all, i)) ** 2]),
        0,
      ),
    ),
  );
  let best = "";
  let least = Number.POSITIVE_INFINITY;
  for (const [name, vectors] of known) {
    const distance = value.reduce(
      (sum, x, i) => sum + ((x - mean(vectors, i)) / spread[i]!) ** 2,
      0,
    );
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

describe("toyScene(options)", () => {
  test("has exact masks and boxes, disjoint, of equal area if asked, and sounds in range", () => {
    const options = fc.record({
      seed: fc.nat(),
      index: fc.nat(),
      side: fc.constantFrom(64, 96, 128),
      objects: fc.integer({ min: 1, max: 4 }),
      distractors: fc.integer({ min: 0, max: 2 }),
      equalArea: fc.boolean(),
      offScreen: fc.constantFrom(0, 1),
      edgeBlur: fc.constantFrom(0, 0.6),
    });
    fc.assert(
      fc.property(options, fc.integer({ min: 1, max: 4 }), (given, most) => {
        const sounding = Math.min(given.objects, most);
        const scene = toyScene({ ...given, sounding, seconds: 0.25, sampleRate: 8000 });
        expectTrueScene(scene, { ...given, sounding, length: 2000 });
        expect(scene.offScreen !== undefined).toBe(given.offScreen === 1);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test("can be learned: which sound belongs to which look tells what sounds", () => {
    const [looks, voices] = [new Map<string, number[][]>(), new Map<string, number[][]>()];
    const add = (to: Map<string, number[][]>, name: string, value: number[]): void => {
      to.set(name, [...(to.get(name) ?? []), value]);
    };
    const options = { seed: 1, side: 64, seconds: 1, objects: 1, part: "train" } as const;
    for (let index = 0; index < 160; index++) {
      const scene = toyScene({ ...options, index });
      add(looks, scene.objects[0]!.class, seenAs(scene, 0));
      add(voices, scene.objects[0]!.class, heardAs(scene));
    }
    expect(new Set(looks.keys())).toEqual(new Set(toyClasses.sounding));
    let right = 0;
    for (let index = 0; index < 60; index++) {
      const scene = toyScene({ ...options, part: "test", objects: 2, index });
      const known = looks.get(nearest(voices, heardAs(scene)))!;
      const distance = (number: number): number =>
        seenAs(scene, number).reduce((sum, x, i) => sum + (x - mean(known, i)) ** 2, 0);
      if (distance(0) < distance(1)) right++;
    }

    expect(right).toBeGreaterThan(52);
  });

  test("place tells nothing: what sounds, what could and what cannot are as far from the middle", () => {
    const sums = [0, 0, 0];
    const count = 250;
    for (let index = 0; index < count; index++) {
      const { objects } = toyScene({
        ...{ seed: 5, index, side: 48, seconds: 0.05, sampleRate: 2000 },
        ...{ objects: 2, distractors: 1, sizes: [0.3, 0.3] },
      });
      for (const [number, { box }] of objects.entries()) {
        const [x, y] = [(box.left + box.right) / 2 - 24, (box.top + box.bottom) / 2 - 24];
        sums[number]! += Math.sqrt(x * x + y * y) / count;
      }
    }
    // The distances' standard deviation is 5 pixels: 0.3 of their mean.
    expect(Math.max(...sums) - Math.min(...sums)).toBeLessThan(1.5);
  });

  test("gives equal scenes for equal arguments, and others for other numbers, seeds and parts", () => {
    const options = { seed: 3, index: 4, side: 48, seconds: 0.2 };
    const scene = toyScene(options);
    const again = toyScene(options);
    expect(again.picture.data).toEqual(scene.picture.data);
    expect(again.sound).toEqual(scene.sound);
    const others = [{ index: 5 }, { seed: 4 }, { part: "train" }, { part: "test" }] as const;
    const pictures = [scene, ...others.map((other) => toyScene({ ...options, ...other }))];
    expect(new Set(pictures.map(({ picture }) => picture.data.join())).size).toBe(5);
  });

  test("holds only the classes asked for", () => {
    const classes = { sounding: ["warm dots", "cool rays"], silent: ["cool plain"] };
    for (let index = 0; index < 10; index++) {
      const scene = toyScene({
        ...{ seed: 1, index, side: 64, seconds: 0.1, distractors: 1, classes, offScreen: 0 },
      });
      expect(new Set(scene.objects.map((object) => object.class))).toEqual(
        new Set([...classes.sounding, ...classes.silent]),
      );
    }
  });

  test("refuses too few or unknown classes, and what is out of range", () => {
    const refusal = (options: object, message: string): void => {
      expect(() => toyScene({ seed: 1, index: 0, side: 64, seconds: 0.1, ...options })).toThrow(
        new RangeError(`toyScene: ${message}`),
      );
    };
    const classes = { sounding: ["warm dots", "cool rays"], silent: [] };
    refusal(
      { classes, objects: 3 },
      "expected at least 3 classes that can sound, got 2. Ask for fewer objects.",
    );
    refusal(
      { classes, distractors: 1 },
      "expected at least 1 classes that never sound, got 0. Ask for fewer objects.",
    );
    refusal(
      { classes: { sounding: ["cow"], silent: [] } },
      'expected sounding classes of toyClasses, each once, got "cow".',
    );
    refusal({ sampleRate: 100 }, "expected sampleRate to be an integer in 2000 … 768000, got 100.");
    refusal({ sounding: 0 }, "expected sounding to be an integer in 1 … 2, got 0.");
  });
});
