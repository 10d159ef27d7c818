import { expectClose } from "@ssl/testing";
import { expect, test } from "vitest";
import { pictureValues } from "../src/picture-values.ts";
import { soundSpectrogram } from "../src/sound-spectrogram.ts";
import { noisePicture, noiseSound } from "./tiny.ts";

const grey = (width: number, height: number, channels: number, value: number) => ({
  width,
  height,
  data: new Uint8Array(width * height * channels).fill(value),
});

test("a picture of the right size is its bytes divided by 255", () => {
  const picture = noisePicture("a", 4);
  expectClose(
    pictureValues(picture, 4),
    Array.from(picture.data, (byte) => byte / 255),
    {
      rtol: 0,
      atol: 1e-7,
    },
  );
});

test("shrinking averages: a picture of one value keeps it, stripes become their mean", () => {
  expectClose(pictureValues(grey(13, 7, 3, 51), 4), Array(48).fill(0.2), { rtol: 0, atol: 1e-6 });
  const stripes = {
    width: 8,
    height: 1,
    data: Uint8Array.from({ length: 24 }, (_, i) => (i % 6 < 3 ? 255 : 0)),
  };
  const values = pictureValues(stripes, 2);
  for (const value of values) expect(Math.abs(value - 0.5)).toBeLessThan(0.07);
});

test("growing interpolates between pixel centres", () => {
  const picture = { width: 2, height: 1, data: Uint8Array.of(0, 0, 0, 255, 255, 255) };
  const red = pictureValues(picture, 4)
    .filter((_, i) => i % 3 === 0)
    .slice(0, 4);
  expectClose(red, [0, 0.25, 0.75, 1], { rtol: 0, atol: 1e-6 });
});

test("an opaque RGBA picture is read as RGB", () => {
  const rgba = { width: 1, height: 1, data: Uint8ClampedArray.of(255, 0, 51, 255) };
  expectClose(pictureValues(rgba, 1), [1, 0, 0.2], { rtol: 0, atol: 1e-6 });
});

test("a transparent, an empty and a misshapen picture are refused with the cure", () => {
  expect(() => pictureValues(grey(2, 1, 4, 200), 2)).toThrow(
    "pictureValues: expected an opaque picture, got alpha 200 at pixel 0. Composite it onto a background first.",
  );
  expect(() => pictureValues(grey(0, 5, 3, 0), 2)).toThrow(
    "pictureValues: expected a picture of at least 1 × 1 pixels, got 0 × 5.",
  );
  expect(() => pictureValues({ width: 2, height: 2, data: new Uint8Array(7) }, 2)).toThrow(
    "pictureValues: expected 2 · 2 pixels of 3 (RGB) or 4 (RGBA) bytes, got 7 bytes.",
  );
});

test("10 seconds at 22 050 Hz become 432 frames of 512 bins, amplitude and phase", () => {
  expect(soundSpectrogram(noiseSound("a", 220_500)).shape).toEqual([432, 512, 2]);
});

test("an AudioBuffer's channels are averaged and resampled", () => {
  const { waveform } = noiseSound("a", 44_100);
  const silent = new Float32Array(44_100);
  const buffer = {
    sampleRate: 44_100,
    length: 44_100,
    numberOfChannels: 2,
    getChannelData: (channel: number) => (channel === 0 ? waveform : silent),
  };
  const halved = { waveform: waveform.map((sample) => sample / 2), sampleRate: 44_100 };
  expect(soundSpectrogram(buffer).data).toEqual(soundSpectrogram(halved).data);
  expect(soundSpectrogram(buffer).shape[0]).toBe(44);
});

test("empty and non-finite sounds are refused with the place", () => {
  expect(() => soundSpectrogram({ waveform: new Float32Array(0), sampleRate: 22_050 })).toThrow(
    /expected .*sample.*got 0|got an empty|empty/,
  );
  const waveform = new Float32Array(20_000);
  waveform[7] = Number.NaN;
  expect(() => soundSpectrogram({ waveform, sampleRate: 22_050 })).toThrow(/NaN.*7|7.*NaN/);
});
