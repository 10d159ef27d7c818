import {
  type ExpectedTensor,
  expectClose,
  expectGolden,
  type GoldenEntry,
  goldenTensors,
  readGolden,
} from "@ssl/testing";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { type Box, concatBoxes, concatPictures, concatTruth, type Side } from "../src/index.ts";

type Corners = [number, number, number, number];
interface Case {
  readonly id: string;
  readonly seed: number;
  readonly inputs: GoldenEntry[];
  readonly side: Side;
  readonly annotators: Corners[][];
  readonly G: number[][];
  readonly boxes: Corners[][];
  readonly expected: Record<"box" | "truth" | "bilinearAntialias", ExpectedTensor>;
}
const { cases } = readGolden<{ cases: Case[] }>("concat", import.meta.url);

const toBox = ([left, top, right, bottom]: Corners): Box => ({ left, top, right, bottom });

describe.each(cases)("$id", ({ seed, inputs, side, annotators, G, boxes, expected }) => {
  const tensors = goldenTensors(inputs, seed);
  const picture = (name: string): ndarray.NdArray<Float32Array> =>
    ndarray(tensors[name]!.data, tensors[name]!.shape);
  const width = G[0]!.length;

  test("the picture is the mean of neighbours", () => {
    const made = concatPictures(picture("left"), picture("right"));
    expectGolden(made.data, made.shape, expected.box, "box");
  });

  test("the other filter is PIL's", () => {
    const made = concatPictures(picture("left"), picture("right"), {
      filter: "bilinear-antialias",
    });
    expectGolden(made.data, made.shape, expected.bilinearAntialias, "bilinearAntialias");
  });

  test("the truth is halved on the sounding side", () => {
    const made = concatTruth(ndarray(G.flat(), [G.length, width]), side);
    expectGolden(made.data, made.shape, expected.truth, "truth");
  });

  test("the boxes are halved and moved", () => {
    const made = concatBoxes(
      annotators.map((own) => own.map(toBox)),
      { width, side },
    );
    expect(made.length).toBe(boxes.length);
    made.forEach((own, annotator) => {
      const flat = own.flatMap(({ left, top, right, bottom }) => [left, top, right, bottom]);
      expectClose(flat, boxes[annotator]!.flat(), { rtol: 0, atol: 1e-9 });
    });
  });
});
