import { expect, test } from "vitest";
import * as audioStft from "../src/index.ts";

test("the package exports what its README names, and nothing else", () => {
  expect(Object.keys(audioStft).sort()).toEqual([
    "amplitude",
    "frameAtSeconds",
    "frameCount",
    "frameTimeSeconds",
    "istft",
    "networkSpectrogram",
    "phase",
    "resample",
    "samplesForFrames",
    "spectrogram",
    "stft",
    "stftKernel",
  ]);
});
