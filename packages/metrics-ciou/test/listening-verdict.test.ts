import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ListeningEvidence, listeningVerdict, type MeanInterval } from "../src/index.ts";

const mean = (value: number, low: number, high: number, n = 100): MeanInterval => ({
  value,
  interval: [low, high],
  n,
});
const right = mean(0.84, 0.78, 0.89, 60);
const chance = mean(0.5, 0.47, 0.53, 400);
const gain = mean(0.12, 0.08, 0.16, 120);
const none = mean(0.002, -0.01, 0.012, 800);
const moved = mean(0.3, 0.25, 0.35, 120);
const still = mean(0, 0, 0, 120);
const word = (evidence: Partial<ListeningEvidence>): string =>
  listeningVerdict({ side: right, gap: gain, change: moved, ...evidence }).verdict;

describe("listeningVerdict(evidence)", () => {
  test("a map that lies on the side of the sound listens", () => {
    const { verdict, sentence, rules } = listeningVerdict({
      name: "owl-net",
      side: right,
      gap: gain,
      measure: "cIoU@0.5 (hche11)",
      change: moved,
    });
    expect(verdict).toBe("listens");
    expect(sentence).toBe(
      "owl-net listens: its map lies on the side of the sound in 84.0 % [78.0, 89.0] (60 pairs, " +
        "chance 50 %), and the sound adds +12.0 points [+8.0, +16.0] of cIoU@0.5 (hche11) to the " +
        "picture alone (120 pictures).",
    );
    expect(rules.map(({ holds }) => holds)).toEqual([true, true, true, true]);
    expect(rules.map(({ why }) => why)).toEqual([
      "120 pictures, 60 pairs",
      "84.0 % [78.0, 89.0]",
      "+12.0 points [+8.0, +16.0]",
      "0.300 [0.250, 0.350]",
    ]);
  });

  test("it listens also where the picture alone would do, but not where the sound does harm", () => {
    expect(word({ gap: none })).toBe("listens");
    expect(word({ gap: mean(-0.2, -0.3, -0.1) })).toBe("cannot tell");
    expect(word({ gap: mean(-0.2, -0.3, -0.04) })).toBe("listens");
  });

  test("a small effect needs both tests, a large one on the side is enough", () => {
    const little = mean(0.53, 0.51, 0.55);
    expect(word({ side: little, gap: mean(0.01, 0.002, 0.02) })).toBe("listens");
    expect(word({ side: little, gap: none })).toBe("cannot tell");
    expect(word({ side: mean(0.6, 0.551, 0.65), gap: none })).toBe("listens");
    expect(word({ side: mean(0.6, 0.55, 0.65), gap: none })).toBe("cannot tell");
    expect(listeningVerdict({ side: little, gap: none, change: null }).sentence).toMatch(
      /53\.0 % \[51\.0, 55\.0\] \(100 pairs, chance 50 %\), too little without a gain, and the sound adds \+0\.2/,
    );
  });

  test("chance on either side and no gain is not listening, and the sentence says how the maps move", () => {
    const [side, gap] = [chance, none];
    const sentence = (change: MeanInterval | null): string =>
      listeningVerdict({ side, gap, change }).sentence;
    expect(sentence(still)).toBe(
      "The model does not listen: its map lies on the side of the sound in 50.0 % [47.0, 53.0] " +
        "(400 pairs, chance 50 %), the sound adds +0.2 points [−1.0, +1.2] of localization to the " +
        "picture alone (800 pictures), and no map changes with the sound.",
    );
    expect(sentence(moved)).toMatch(
      /its maps change with the sound \(1 − correlation 0\.300 above the noise floor\), but not towards its source\.$/,
    );
    expect(sentence(mean(0.001, -0.001, 0.002))).toMatch(
      /and no map changes with the sound beyond the noise floor\.$/,
    );
    const { rules } = listeningVerdict({ side, gap, change: mean(-0.0001, -0.02, 0.01) });
    expect(rules[3]).toMatchObject({ holds: false, why: "0.000 [−0.020, 0.010]" });
    expect(sentence(mean(0.04, -0.01, 0.09))).toMatch(/\(800 pictures\)\.$/);
    expect(sentence(null)).toMatch(/\(800 pictures\)\.$/);
  });

  test("an interval that holds no effect and reaches no further than 5 points is none", () => {
    expect(word({ side: mean(0.51, 0.45, 0.55), gap: mean(0.02, -0.01, 0.05) })).toBe(
      "does not listen",
    );
    expect(word({ side: mean(0.51, 0.449, 0.55), gap: none })).toBe("cannot tell");
    expect(word({ side: mean(0.51, 0.45, 0.551), gap: none })).toBe("cannot tell");
    expect(word({ side: mean(0.51, 0.45, 0.55), gap: mean(0.02, -0.01, 0.051) })).toBe(
      "cannot tell",
    );
    expect(word({ side: chance, gap: mean(-0.2, -0.3, -0.1) })).toBe("does not listen");
  });

  test("fewer than 30 pictures or pairs cannot tell, whatever they say", () => {
    expect(word({ side: mean(1, 1, 1, 10), gap: mean(0.5, 0.5, 0.5, 20) })).toBe("cannot tell");
    expect(word({ side: mean(1, 1, 1, 29), gap: mean(0.5, 0.5, 0.5, 58) })).toBe("cannot tell");
    expect(word({ side: mean(1, 1, 1, 30), gap: mean(0.5, 0.5, 0.5, 29) })).toBe("cannot tell");
    expect(word({ side: mean(0.5, 0.5, 0.5, 29), gap: mean(0, 0, 0), change: still })).toBe(
      "cannot tell",
    );
    expect(word({ side: mean(1, 1, 1, 30), gap: mean(0.5, 0.5, 0.5, 60) })).toBe("listens");
    expect(word({ side: null })).toBe("cannot tell");
    expect(word({ gap: null })).toBe("cannot tell");
    expect(
      listeningVerdict({ side: mean(1, 1, 1, 10), gap: mean(0.5, 0.5, 0.5, 20), change: null })
        .sentence,
    ).toBe(
      "Cannot tell at N = 20 whether the model listens: 20 pictures and 10 pairs of them are there, " +
        "and 30 of each are needed.",
    );
  });

  test("says why it cannot tell: too wide, two tests that disagree, or maps upside down", () => {
    const sentence = (evidence: Partial<ListeningEvidence>): string =>
      listeningVerdict({ name: "owl-net", side: right, gap: gain, change: moved, ...evidence })
        .sentence;
    expect(sentence({ side: mean(0.56, 0.48, 0.63, 150) })).toBe(
      "Cannot tell at N = 120 whether owl-net listens: its map lies on the side of the sound in " +
        "56.0 % [48.0, 63.0] (150 pairs, chance 50 %), but the sound adds +12.0 points [+8.0, +16.0] " +
        "of localization to the picture alone (120 pictures): too wide to rule out either.",
    );
    expect(sentence({ side: chance })).toMatch(/: the tests disagree\.$/);
    expect(sentence({ gap: mean(-0.2, -0.3, -0.1) })).toMatch(/: the tests disagree\.$/);
    expect(sentence({ side: mean(0.2, 0.15, 0.25) })).toMatch(
      /, away from it; check that high values of its maps mean the source\.$/,
    );
  });

  test("a number that is undefined decides nothing", () => {
    const nothing = mean(Number.NaN, Number.NaN, Number.NaN);
    expect(word({ side: nothing })).toBe("cannot tell");
    expect(word({ side: chance, gap: nothing })).toBe("cannot tell");
  });

  test("narrower intervals never turn listening into not listening", () => {
    const ends = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    const sorted = ends.map((pair) => pair.sort((a, b) => a - b) as [number, number]);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(sorted, sorted, share, share, ([low, high], [down, up], a, b) => {
        const inner = ([from, to]: readonly [number, number]): MeanInterval => {
          const [start, end] = [
            from + Math.min(a, b) * (to - from),
            from + Math.max(a, b) * (to - from),
          ];
          return mean((start + end) / 2, start, end);
        };
        const wide = word({ side: mean(0.5, low, high), gap: mean(0, down - 0.5, up - 0.5) });
        const narrow = word({ side: inner([low, high]), gap: inner([down - 0.5, up - 0.5]) });
        expect([wide, narrow]).not.toEqual(["listens", "does not listen"]);
      }),
    );
  });

  test("refuses an interval that is upside down, and a count that is none", () => {
    expect(() => word({ side: mean(0.5, 0.6, 0.4) })).toThrow(
      new RangeError(
        "listeningVerdict: expected the interval of side from low to high, got [0.6, 0.4].",
      ),
    );
    expect(() => word({ gap: mean(0.5, 0.4, 0.6, 1.5) })).toThrow(
      new RangeError(
        "listeningVerdict: expected n of gap to be an integer of at least 0, got 1.5.",
      ),
    );
  });
});
