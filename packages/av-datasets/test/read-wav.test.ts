import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readWav } from "../src/index.ts";
import { wavFile } from "./wav-file.ts";

describe("readWav(bytes)", () => {
  test("scales integers by 2^(bits − 1) and takes 128 as the middle of 8 bits", () => {
    const full = (bits: number): number[] => [0, -(2 ** (bits - 1)), 2 ** (bits - 2), 1];
    expect(Array.from(readWav(wavFile([[128, 0, 192]], { bits: 8 })).channels[0]!)).toEqual([
      0, -1, 0.5,
    ]);
    for (const bits of [16, 24, 32]) {
      const [read] = readWav(wavFile([full(bits)], { bits })).channels;
      expect(Array.from(read!), `${bits} bits`).toEqual([0, -1, 0.5, 2 ** (1 - bits)]);
    }
  });

  test("returns floats as they stand, louder than 1 too", () => {
    for (const bits of [32, 64]) {
      const [read] = readWav(wavFile([[0.25, -1.5]], { encoding: 3, bits })).channels;
      expect(Array.from(read!)).toEqual([0.25, -1.5]);
    }
  });

  test("separates interleaved channels and states the rate", () => {
    const audio = readWav(wavFile([[16384], [-32768], [0]], { sampleRate: 44_100 }));
    expect(audio.sampleRate).toBe(44_100);
    expect(audio.channels.map((channel) => channel[0])).toEqual([0.5, -1, 0]);
  });

  test("reads the extensible form, integers and floats", () => {
    const integer = readWav(wavFile([[2 ** 22]], { bits: 24, extensible: true }));
    const float = readWav(wavFile([[0.5]], { bits: 32, encoding: 3, extensible: true }));
    expect([integer.channels[0]![0], float.channels[0]![0]]).toEqual([0.5, 0.5]);
  });

  test("passes over other chunks, of odd length too", () => {
    const bytes = wavFile([[16384]], { extra: { name: "LIST", bytes: 5 } });
    expect(readWav(bytes).channels[0]![0]).toBe(0.5);
  });

  test("reads bytes that begin in the middle of a buffer", () => {
    const file = wavFile([[16384, -16384]]);
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    expect(Array.from(readWav(shifted.subarray(3)).channels[0]!)).toEqual([0.5, -0.5]);
  });

  test("returns empty channels for a file without a frame", () => {
    expect(readWav(wavFile([[], []])).channels.map((channel) => channel.length)).toEqual([0, 0]);
  });

  test("reads back any 16-bit samples", () => {
    const sample = fc.integer({ min: -32768, max: 32767 });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 50 }), (samples) => {
        const [read] = readWav(wavFile([samples])).channels;
        expect(Array.from(read!, (value) => value * 32768)).toEqual(samples);
      }),
    );
  });

  test("never returns from a cut file", () => {
    const file = wavFile([[1, 2, 3, 4]]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: file.length - 1 }), (length) => {
        expect(() => readWav(file.subarray(0, length))).toThrow(RangeError);
      }),
    );
  });

  test("names the declared and the found bytes of a cut file", () => {
    expect(() => readWav(wavFile([[1, 2]], { declared: 4_000_000_000 }))).toThrow(
      'readWav: expected 4000000000 bytes in the "data" chunk, got 4. ' +
        "The file is cut, or was written to a pipe; write it anew.",
    );
  });

  test("refuses foreign bytes", () => {
    expect(() => readWav(new TextEncoder().encode("OggS, and so on"))).toThrow(
      'readWav: expected a file that begins with "RIFF" and "WAVE", got "OggS" and "d so". ' +
        "Convert it to WAV first, for example with ffmpeg.",
    );
    expect(() => readWav(new Uint8Array())).toThrow('got "" and "".');
    expect(() => readWav("a.wav" as unknown as Uint8Array)).toThrow(
      new TypeError("readWav: expected bytes to be a Uint8Array, got string."),
    );
  });

  test("refuses encodings that it does not read", () => {
    expect(() => readWav(wavFile([[0]], { encoding: 2, bits: 4 }))).toThrow(
      "readWav: expected integers of up to 32 bits, floats of 32 or 64, A-law or mu-law, " +
        "got format 2 with 4 bits. Convert it, for example with ffmpeg.",
    );
    expect(() => readWav(wavFile([], { encoding: 3, bits: 16 }))).toThrow(
      "got format 3 with 16 bits.",
    );
  });

  test("refuses a format chunk that contradicts itself", () => {
    const noChannel = wavFile([[0]]);
    noChannel[22] = 0;
    expect(() => readWav(noChannel)).toThrow(
      "readWav: expected at least one channel, a positive sample rate and frames of channels × " +
        "bits / 8 bytes, got 0 channels, 22050 Hz and 2 bytes.",
    );
    const short = wavFile([[0]]);
    short[16] = 14;
    expect(() => readWav(short)).toThrow(
      'readWav: expected a "fmt " chunk of at least 16 bytes, got 14.',
    );
  });

  test("refuses a file without a chunk that it needs", () => {
    const file = wavFile([[0]]);
    expect(() => readWav(file.subarray(0, 36))).toThrow(
      'readWav: expected a "data" chunk, got none in 36 bytes. The file is cut.',
    );
    expect(() => readWav(file.subarray(0, 12))).toThrow('expected a "fmt " chunk, got none in 12');
    file[12] = "x".charCodeAt(0);
    expect(() => readWav(file)).toThrow(
      'readWav: expected a "fmt " chunk before "data", got none.',
    );
  });

  test("refuses a part of a frame", () => {
    expect(() => readWav(wavFile([[1, 2]], { declared: 3 }))).toThrow(
      'readWav: expected a "data" chunk of whole frames of 2 bytes, got 3 bytes. ' +
        "The file is damaged.",
    );
  });

  test("refuses floats that are not finite", () => {
    expect(() => readWav(wavFile([[0], [Number.NaN]], { encoding: 3, bits: 32 }))).toThrow(
      "readWav: expected finite samples, got NaN in channel 1, frame 0.",
    );
  });
});
