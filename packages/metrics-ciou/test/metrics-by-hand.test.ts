import { expectClose, readGolden } from "@ssl/testing";
import { describe, expect, test } from "vitest";
import {
  areaUnderCurve,
  type Box,
  consensusIou,
  consensusIouCurve,
  consensusMap,
  divideByMax,
  minMax,
  scoreSample,
  summarize,
  thresholds,
} from "../src/index.ts";
import { rows } from "./row.ts";

type Maybe = number | null;
interface Expected {
  readonly map: number[][];
  readonly ciouAtHalf: Maybe;
  readonly curve: Maybe[];
  readonly auc: Maybe;
}
interface Case {
  readonly id: string;
  readonly why: string;
  readonly hand: {
    readonly minmax: [number, number] | "nan";
    readonly max: [number, number] | "nan";
  };
  readonly annotators: [number, number, number, number][][];
  readonly map: number[][];
  readonly G: number[][];
  readonly expected: { readonly minmax: Expected; readonly max: Expected };
}
interface Reading {
  readonly auc: number;
  readonly curve: number[];
}
interface DatasetExpected {
  readonly readingA: Reading & { readonly meanAtHalf: number };
  readonly readingB: Reading & { readonly successAtHalf: number };
  readonly nanAtHalf: number;
}

const golden = readGolden<{
  thresholds: number[];
  cases: Case[];
  dataset: { minmax: DatasetExpected; max: DatasetExpected };
}>("metrics-by-hand", import.meta.url);

const close = { rtol: 0, atol: 1e-7 };
const numbers = (values: readonly Maybe[]): number[] => values.map((value) => value ?? Number.NaN);
const normalisations = { minmax: minMax, max: divideByMax } as const;
const names = ["minmax", "max"] as const;

function truthOf({ annotators, G }: Case): ReturnType<typeof consensusMap> {
  const boxes = annotators.map((own) =>
    own.map(([left, top, right, bottom]): Box => ({ left, top, right, bottom })),
  );
  return consensusMap(boxes, { height: G.length, width: G[0]!.length });
}

test("the grid of thresholds equals the golden one bit for bit", () => {
  expect([...thresholds()]).toEqual(golden.thresholds);
});

describe.each(golden.cases)("$id: $why", (golden) => {
  const truth = truthOf(golden);

  test("consensusMap gives G", () => {
    expect(truth.shape).toEqual([golden.G.length, golden.G[0]!.length]);
    expectClose(truth.data, golden.G.flat(), close);
  });

  test.each(names)(
    "%s gives the map, the consensus IoU by hand, the curve and its area",
    (name) => {
      const expected = golden.expected[name];
      const map = normalisations[name](rows(...golden.map));
      expectClose(map.data, expected.map.flat(), close);
      const hand = golden.hand[name];
      const byHand = hand === "nan" ? Number.NaN : hand[0] / hand[1];
      expectClose([consensusIou(map, truth, 0.5)], [byHand], close);
      const curve = consensusIouCurve(map, truth, thresholds());
      expectClose(curve, numbers(expected.curve), close);
      expectClose([areaUnderCurve(curve, thresholds())], numbers([expected.auc]), close);
      expect(scoreSample(map, truth)).toEqual({ atHalf: curve[10], curve });
    },
  );
});

test.each(names)("the data set has both readings' numbers under %s", (name) => {
  const summary = summarize(
    golden.cases.map((sample) =>
      scoreSample(normalisations[name](rows(...sample.map)), truthOf(sample)),
    ),
  );
  const { readingA, readingB, nanAtHalf } = golden.dataset[name];
  expect(summary.count).toBe(12);
  expect(summary.undefinedCount).toBe(nanAtHalf);
  expect(summary.paper.protocol).toBe("paper");
  expect(summary.success.protocol).toBe("success");
  expectClose([summary.paper.ciou], [readingA.meanAtHalf], close);
  expectClose([summary.paper.auc], [readingA.auc], close);
  expectClose(summary.paper.curve, readingA.curve, close);
  expectClose([summary.success.ciou], [readingB.successAtHalf], close);
  expectClose([summary.success.auc], [readingB.auc], close);
  expectClose(summary.success.curve, readingB.curve, close);
});
