import { type GoldenEntry, readGolden } from "@ssl/testing";
import { expect, test } from "vitest";
import { soundNetShapes } from "../src/index.ts";

interface Case {
  readonly width: number;
  readonly k: number;
  readonly inputs: GoldenEntry[];
  readonly weights: GoldenEntry[];
}

test("the weights are those of the golden vectors, name by name", () => {
  const { cases } = readGolden<{ cases: Case[] }>("sound-net", import.meta.url);
  for (const { width, k, inputs, weights } of cases) {
    expect(soundNetShapes({ width, features: k, bins: inputs[0]![1][2]! })).toEqual(
      Object.fromEntries(weights.map(([name, shape]) => [name, shape])),
    );
  }
});

test("normalized heads add four weights to each fully connected layer", () => {
  const plain = soundNetShapes({});
  const added = Object.entries(soundNetShapes({ batchNorm: "convolutions-and-heads" })).filter(
    ([name]) => !(name in plain),
  );
  expect(added.map(([, shape]) => shape)).toEqual(new Array(8).fill([512]));
  expect(added[0]![0]).toBe("sound.fcbn1.gamma");
});

test("the first fully connected layer sees a sixteenth of the bins", () => {
  expect(soundNetShapes({ bins: 47 })["sound.fc1.kernel"]).toEqual([2 * 128, 512]);
});

test("options that make no network are refused", () => {
  expect(() => soundNetShapes({ width: Number.NaN })).toThrow(
    "soundNetShapes: expected width to be positive, got NaN.",
  );
  expect(() => soundNetShapes({ features: 0 })).toThrow(
    "soundNetShapes: expected features to be an integer of at least 1, got 0.",
  );
  expect(() => soundNetShapes({ bins: 15 })).toThrow(
    "soundNetShapes: expected bins to be an integer of at least 16, got 15.",
  );
});
