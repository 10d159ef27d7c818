import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SceneMaterial, type SplitRule, sceneMaterialPart } from "../src/index.ts";
import { toyMaterial } from "./toy-material.ts";
import { flat } from "./toy-pack.ts";

const RULES = ["class", "cut-out", "background", "recording"] as const;
const picture = flat(4, 4, [1, 2, 3, 255]);

/** A pack of any classes and files, some files of equal content. */
const packs = fc
  .record({
    sounding: fc.array(fc.record({ class: fc.nat(5), file: fc.nat(9), sound: fc.nat(4) })),
    silent: fc.array(fc.record({ class: fc.integer({ min: 6, max: 9 }), file: fc.nat(9) })),
    backgrounds: fc.array(fc.nat(6)),
    contents: fc.array(fc.nat(6), { minLength: 10, maxLength: 10 }),
  })
  .map(({ sounding, silent, backgrounds, contents }): SceneMaterial => {
    const named = (object: { class: number; file: number }) => ({
      class: `class ${object.class}`,
      file: `cut-out ${object.file}`,
      picture,
    });
    return {
      sampleRate: 22_050,
      sounding: sounding.map((object) => ({
        ...named(object),
        sound: `sound ${object.sound}`,
        waveform: Float32Array.from({ length: 7 + object.sound }, (_, i) => i + 1),
      })),
      silent: silent.map(named),
      backgrounds: backgrounds.map((file) => ({ file: `ground ${file}`, picture })),
      files: Object.fromEntries(
        contents.flatMap((content, file) => [
          [`cut-out ${file}`, `cut-out content ${content}`],
          [`ground ${file}`, `ground content ${content}`],
        ]),
      ),
    };
  });

/** What of a material a rule names. */
function named({ sounding, silent, backgrounds, files }: SceneMaterial, rule: SplitRule): string[] {
  if (rule === "class") return [...sounding, ...silent].map((object) => object.class);
  if (rule === "cut-out") return [...sounding, ...silent].map(({ file }) => files[file]!);
  if (rule === "background") return backgrounds.map(({ file }) => files[file]!);
  return sounding.flatMap(({ sound, waveform }) =>
    Array.from(waveform, (sample) => `${sound} ${sample}`),
  );
}

describe("sceneMaterialPart(material, { part, by })", () => {
  test("gives parts that share nothing of what the rules name", () => {
    fc.assert(
      fc.property(packs, fc.subarray([...RULES]), (material, by) => {
        const train = sceneMaterialPart(material, { part: "train", by });
        const test = sceneMaterialPart(material, { part: "test", by });
        for (const rule of by) {
          const other = new Set(named(test, rule));
          expect(named(train, rule).filter((name) => other.has(name))).toEqual([]);
        }
      }),
    );
  });

  test("by one rule, gives away nothing: both parts together have all of it", () => {
    fc.assert(
      fc.property(packs, fc.constantFrom(...RULES), (material, rule) => {
        const parts = (["train", "test"] as const).flatMap((part) =>
          named(sceneMaterialPart(material, { part, by: [rule] }), rule),
        );
        expect(new Set(parts)).toEqual(new Set(named(material, rule)));
      }),
    );
  });

  test("by no rule, is the whole", () => {
    expect(sceneMaterialPart(toyMaterial, { part: "test", by: [] })).toEqual(toyMaterial);
  });

  test("trains on even places and the first halves, tests on odd ones and the second", () => {
    const by = [...RULES];
    const train = sceneMaterialPart(toyMaterial, { part: "train", by });
    const test = sceneMaterialPart(toyMaterial, { part: "test", by });
    expect(train.sounding.map((object) => object.class)).toEqual(["red", "blue"]);
    expect(train.silent.map((object) => object.class)).toEqual(["pink"]);
    expect(test.sounding.map((object) => object.class)).toEqual(["green"]);
    expect(test.silent.map((object) => object.class)).toEqual(["cyan"]);
    expect([train, test].map(({ backgrounds }) => backgrounds[0]!.file)).toEqual([
      "0.png",
      "1.png",
    ]);
    const green = toyMaterial.sounding[1]!.waveform;
    expect(test.sounding[0]!.waveform).toEqual(green.subarray(green.length / 2));
  });

  test("refuses unknown parts and rules, and a half without sound", () => {
    const part = (options: object): unknown =>
      sceneMaterialPart(toyMaterial, { part: "train", by: [], ...options });
    expect(() => part({ part: "all" })).toThrow(
      new RangeError('sceneMaterialPart: expected part to be "train" or "test", got "all".'),
    );
    expect(() => part({ by: ["colour"] })).toThrow(
      new RangeError(
        'sceneMaterialPart: expected rules "class", "cut-out", "background" or "recording", ' +
          'got "colour".',
      ),
    );
    const waveform = new Float32Array([0, 0, 0, 1]);
    const material = { ...toyMaterial, sounding: [{ ...toyMaterial.sounding[0]!, waveform }] };
    expect(() => sceneMaterialPart(material, { part: "train", by: ["recording"] })).toThrow(
      new RangeError(
        "sceneMaterialPart: expected recordings that are heard in both of their halves, " +
          "got digital silence in half of red.wav. Leave it out, or do not split recordings.",
      ),
    );
  });
});
