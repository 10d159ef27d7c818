import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTruth, type TruthSample, writeTruth } from "../src/index.ts";
import { temporaryFolder, write } from "./truth-files.ts";

const folder = temporaryFolder();
const box = (left: number, top: number, right: number, bottom: number) => ({
  left,
  top,
  right,
  bottom,
});
const boxes = (id: string, ...list: ReturnType<typeof box>[]): TruthSample => ({
  id,
  annotation: { annotators: [list], frame: { width: 20, height: 10 }, consensus: 1 },
});
const writing =
  (samples: TruthSample[], name = "farm") =>
  (): string =>
    writeTruth({ name, samples });

describe("writeTruth(truth)", () => {
  test("writes what readTruth reads", async () => {
    const corner = fc.integer({ min: 0, max: 9 });
    const anyBox = fc
      .tuple(corner, corner, fc.integer({ min: 1, max: 10 }), fc.double({ min: 0.1, max: 1 }))
      .map(([x, y, w, h]) => box(x, y, x + w, y + h));
    const annotators = fc.array(fc.array(anyBox, { minLength: 1, maxLength: 2 }), {
      minLength: 1,
      maxLength: 3,
    });
    const optional = { requiredKeys: ["id", "annotators"] as ["id", "annotators"] };
    const text = fc.string({ minLength: 1 });
    const sets = fc.uniqueArray(
      fc.record(
        {
          id: fc.stringMatching(/^[-a-z0-9_. é]{1,12}$/).filter((id) => !/^\.{1,2}$/.test(id)),
          annotators,
          group: text,
          sound: text,
          picture: text,
        },
        optional,
      ),
      { selector: ({ id }) => id, minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(sets, fc.constantFrom(1, 2), async (written, consensus) => {
        const samples = written.map(({ annotators, ...rest }) => ({
          ...rest,
          annotation: { annotators, frame: { width: 20, height: 10 }, consensus },
        }));
        const path = write(folder, "own.json", writeTruth({ name: "farm", samples }));
        const truth = await readTruth(path);
        expect(truth).toEqual({ name: "farm", format: "ssl-truth/1", samples, notes: [] });
      }),
      { numRuns: 50 },
    );
  });

  test("writes fractions as such", () => {
    const annotation = {
      annotators: [[box(0, 0, 0.5, 1)]],
      frame: { width: 1, height: 1 },
      consensus: 2,
    };
    expect(JSON.parse(writeTruth({ name: "n", samples: [{ id: "a", annotation }] }))).toEqual({
      schema: "ssl-truth/1",
      name: "n",
      coordinates: "normalised",
      consensus: 2,
      samples: [{ id: "a", annotators: [[[0, 0, 0.5, 1]]] }],
    });
  });

  test("refuses what the form cannot hold", () => {
    const good = boxes("a", box(0, 0, 1, 1));
    const changed = (rest: object): TruthSample => ({
      id: "b",
      annotation: { ...(good.annotation as object), ...rest } as TruthSample["annotation"],
    });
    const mask = { data: [1], shape: [1, 1], stride: [1, 1], offset: 0 };
    expect(writing([])).toThrow("writeTruth: expected one or more samples, got none.");
    expect(writing([good], "")).toThrow("writeTruth: expected a name, got an empty one.");
    expect(writing([{ id: "m", annotation: { mask } }])).toThrow(
      'writeTruth: expected boxes, got a mask in sample "m". Save masks as a folder of PNG.',
    );
    expect(writing([changed({ consensus: 3 })])).toThrow(
      "writeTruth: expected a consensus of 1 or 2, got 3.",
    );
    expect(writing([good, changed({ frame: { width: 20, height: 11 } })])).toThrow(
      "writeTruth: expected a frame of 20 × 10 and a consensus of 1 in every sample, " +
        'got 20 × 11 and 1 in "b". Write samples of different frames to different files.',
    );
    expect(writing([good, boxes("b")])).toThrow(
      'writeTruth: expected a box in every sample, got none in "b". ' +
        "Leave out samples with nothing marked.",
    );
    for (const wrong of [
      box(-1, 0, 5, 5),
      box(0, 0, 21, 5),
      box(5, 0, 5, 5),
      box(0, 9, 5, 3),
      box(Number.NaN, 0, 1, 1),
    ]) {
      const { left, top, right, bottom } = wrong;
      expect(writing([boxes("a", wrong)])).toThrow(
        "writeTruth: expected boxes with an area, within 20 × 10, " +
          `got [${left}, ${top}, ${right}, ${bottom}] in sample "a".`,
      );
    }
    expect(writing([good, good])).toThrow(
      'writeTruth: expected every id in the set once, got repeated ones: "a". ' +
        "Rename them or leave all but one out.",
    );
  });
});
