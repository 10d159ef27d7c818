import { expectClose } from "@ssl/testing";
import { expect, test } from "vitest";
import { interactiveGroup, interactiveScores } from "../src/index.ts";
import { casesOf, published } from "./published-beyond.ts";

test.each([
  ["ciou", ""],
  ["ciou_adap", "_adap"],
] as const)("the published interactive scores of %s are met", (field, suffix) => {
  const { case_ids, expect: expected } = published.interactive;
  const { groups, iiou, iauc } = interactiveScores(
    casesOf(case_ids).map((sample) => ({
      group: interactiveGroup(sample.name),
      ciou: sample.expect.sslalign_torch![field]!,
    })),
  );
  expect(groups).toBe(3);
  expectClose([iiou, iauc], [expected[`iiou${suffix}`]!, expected[`iauc${suffix}`]!], {
    rtol: 0,
    atol: 1e-9,
  });
});

test("a picture succeeds only if all of its sounds do, wherever they stand", () => {
  const { groups, iiou, curve } = interactiveScores([
    { group: "park", ciou: 0.8 },
    { group: "yard", ciou: 0.9 },
    { group: "park", ciou: 0.6 },
    { group: "yard", ciou: 0.2 },
  ]);
  expect(groups).toBe(2);
  expect(iiou).toBe(0.5);
  expect([curve[4], curve[5], curve[12], curve[13]]).toEqual([1, 0.5, 0, 0]); // 0.6 < 0.05 · 12
});

test("one undefined sound fails its picture at every bar", () => {
  const { iiou, iauc } = interactiveScores([
    { group: "park", ciou: Number.NaN },
    { group: "park", ciou: 1 },
  ]);
  expect([iiou, iauc]).toEqual([0, 0]);
});

test("no sample, and a consensus IoU out of range, are refused", () => {
  expect(() => interactiveScores([])).toThrow(
    new RangeError("interactiveScores: expected at least one sample, got none."),
  );
  expect(() => interactiveScores([{ group: "park", ciou: -0.1 }])).toThrow(
    new RangeError(
      "interactiveScores: expected the cIoU of sample 0 to be in 0…1 or NaN, got -0.1. " +
        "Divide percentages by 100.",
    ),
  );
});

test("a name loses its last word, with its extension", () => {
  expect(interactiveGroup("dog_guitar_102_guitar.jpg")).toBe("dog_guitar_102");
  expect(interactiveGroup("a_")).toBe("a");
});

test("a name of one word is refused", () => {
  for (const name of ["dog", "", "_dog"]) {
    expect(() => interactiveGroup(name)).toThrow(
      new RangeError(
        `interactiveGroup: expected a name that ends in "_" and a class, got "${name}". ` +
          "Name the groups of other test sets yourself.",
      ),
    );
  }
});
