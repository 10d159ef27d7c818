import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ForeignKind, foreignSounds, type HeardPicture } from "../src/index.ts";

const heard = (...labels: readonly string[]): HeardPicture[] =>
  labels.map((label, i) => ({
    id: `sample-${i}`,
    group: `sample-${i}`,
    sounding: label === "" ? [] : [label],
  }));
const kinds = fc.constantFrom<ForeignKind>("off-screen", "other-class", "same-class");
const names = fc.array(fc.constantFrom("dog", "cat", "violin"), { maxLength: 12 });
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("foreignSounds(samples, { kind, draws, seed })", () => {
  test("draws as many other sounds of the kind as there are, none twice", () => {
    fc.assert(
      fc.property(names, kinds, seeds, fc.integer({ min: 1, max: 12 }), (labels, kind, seed, n) => {
        const found = foreignSounds(heard(...labels), { kind, draws: n, seed });
        expect(found.length).toBe(labels.length);
        found.forEach((partners, i) => {
          const fit = labels.filter(
            (label, j) => j !== i && (label === labels[i]) === (kind === "same-class"),
          );
          expect(partners.length).toBe(Math.min(n, fit.length));
          expect(new Set(partners).size).toBe(partners.length);
          for (const partner of partners) {
            expect(partner).not.toBe(i);
            expect(labels[partner] === labels[i]).toBe(kind === "same-class");
          }
        });
      }),
    );
  });

  test("an off-screen sound is any sample's, of another class first the class is drawn", () => {
    const labels = ["dog", "cow", ...Array.from({ length: 38 }, () => "cat")];
    const share = (kind: ForeignKind): number => {
      const cows = Array.from({ length: 300 }, (_, seed) => {
        return foreignSounds(heard(...labels), { kind, draws: 1, seed })[0]![0] === 1;
      });
      return cows.filter(Boolean).length / 300;
    };
    expect(share("off-screen")).toBeLessThan(0.08);
    expect(Math.abs(share("other-class") - 0.5)).toBeLessThan(0.1);
  });

  test("where nobody said what sounds, any other picture is off-screen, and no class is known", () => {
    const samples = heard("", "", "dog");
    const draw = (kind: ForeignKind): number[][] =>
      foreignSounds(samples, { kind, draws: 9, seed: 1 }).map((partners) => partners.sort());
    expect(draw("off-screen")).toEqual([
      [1, 2],
      [0, 2],
      [0, 1],
    ]);
    expect(draw("other-class")).toEqual([[], [], []]);
    expect(draw("same-class")).toEqual([[], [], []]);
  });

  test("a sound of the picture's own group, or of what is silent in it, is not foreign", () => {
    const [dog, cat, cow] = heard("dog", "cat", "cow") as [
      HeardPicture,
      HeardPicture,
      HeardPicture,
    ];
    const samples = [dog, { ...cat, group: dog.group }, { ...cow, silent: ["dog"] }];
    const found = foreignSounds(samples, { kind: "off-screen", draws: 9, seed: 1 });
    expect(found).toEqual([[2], [2], [1]]);
  });

  test("a picture's draws move with seed and id, and stay when other draws are asked for", () => {
    const samples = heard(...Array.from({ length: 60 }, (_, i) => `label ${i}`));
    const options = { kind: "off-screen", draws: 10, seed: 1 } as const;
    const found = foreignSounds(samples, options);
    expect(foreignSounds(samples, options)).toEqual(found);
    expect(foreignSounds(samples, { ...options, draws: 3 })).toEqual(
      found.map((partners) => partners.slice(0, 3)),
    );
    expect(foreignSounds(samples, { ...options, seed: 2 })).not.toEqual(found);
    const renamed = samples.map((sample) => ({ ...sample, id: `${sample.id}'` }));
    expect(foreignSounds(renamed, options)).not.toEqual(found);
  });

  test("refuses an unknown kind, no draws, and an id that comes twice", () => {
    const samples = heard("dog", "cat");
    expect(() =>
      foreignSounds(samples, { kind: "mute" as "off-screen", draws: 1, seed: 1 }),
    ).toThrow(
      new RangeError(
        'foreignSounds: expected kind to be "off-screen", "other-class" or "same-class", got "mute".',
      ),
    );
    for (const draws of [0, 1.5]) {
      expect(() => foreignSounds(samples, { kind: "off-screen", draws, seed: 1 })).toThrow(
        `foreignSounds: expected draws to be an integer of at least 1, got ${draws}.`,
      );
    }
    const [dog] = samples as [HeardPicture];
    expect(() => foreignSounds([dog, dog], { kind: "off-screen", draws: 1, seed: 1 })).toThrow(
      'foreignSounds: expected every id once, got "sample-0" twice.',
    );
  });
});
