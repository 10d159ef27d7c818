import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import {
  amplitude,
  frameAtSeconds,
  frameCount,
  frameTimeSeconds,
  istft,
  type NdArrayLike,
  networkSpectrogram,
  phase,
  resample,
  type StftOptions,
  samplesForFrames,
  spectrogram,
  stft,
} from "../src/index.ts";

const two = ndarray([1, 2]);

/** The function must throw an error of this kind with exactly this text. */
function expectError(run: () => unknown, kind: typeof Error, text: string): void {
  let thrown: unknown;
  try {
    run();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(kind);
  expect((thrown as Error).message).toBe(text);
}

describe.each([
  ["stft", stft],
  ["spectrogram", spectrogram],
  ["networkSpectrogram", networkSpectrogram],
  ["resample", (waveform: NdArrayLike) => resample(waveform, { from: 2, to: 1 })],
] as const)("%s refuses a waveform", (name, run) => {
  test("that is no ndarray", () => {
    const cure = "Wrap plain values: ndarray(values, shape).";
    for (const [value, kind] of [
      [new Float32Array(3), "Float32Array"],
      [null, "null"],
      [undefined, "undefined"],
      [7, "7"],
      [{ data: [1], shape: [1] }, "Object"],
    ] as const) {
      const text = `${name}: expected waveform to be an ndarray, got ${kind}. ${cure}`;
      expectError(() => run(value as never), TypeError, text);
    }
  });

  test("that is not mono", () => {
    expectError(
      () => run(ndarray(new Float32Array(6), [3, 2])),
      RangeError,
      `${name}: expected waveform of shape [samples], got [3, 2]. ` +
        "Mix the channels down, or pick one.",
    );
  });

  test("that is empty", () => {
    const text = `${name}: expected waveform of at least 1 sample, got 0.`;
    expectError(() => run(ndarray(new Float32Array(0))), RangeError, text);
  });

  test.each([
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
    [1e39, "Infinity"],
  ])("that holds %d", (value, shown) => {
    for (const at of [0, 3, 4, 5, 8]) {
      const samples = new Array(9).fill(0.1);
      samples[at] = value;
      expectError(
        () => run(ndarray(samples)),
        RangeError,
        `${name}: expected waveform of finite float32 numbers, ` +
          `got ${shown} at index ${at}. Repair or leave out the clip.`,
      );
    }
  });

  test("whose strides do not fit", () => {
    expectError(
      () => run({ data: [1, 2], shape: [2], stride: [1, 1], offset: 0 }),
      RangeError,
      `${name}: expected waveform to have one whole stride per axis, ` +
        "got shape [2], stride [1, 1], offset 0.",
    );
    expectError(
      () => run({ data: [1, 2], shape: [2], stride: [2], offset: 0 }),
      RangeError,
      `${name}: expected waveform to read indices 0 … 1 of its data, got 0 … 2.`,
    );
    expectError(
      () => run({ data: [1, 2], shape: [2], stride: [-1], offset: 0 }),
      RangeError,
      `${name}: expected waveform to read indices 0 … 1 of its data, got -1 … 0.`,
    );
    expectError(
      () => run({ data: [1, 2], shape: [2 ** 30], stride: [0], offset: 0 }),
      RangeError,
      `${name}: expected waveform of at most 536870912 values, got 1073741824. Cut it in parts.`,
    );
  });
});

describe.each([
  ["stft", stft],
  ["spectrogram", spectrogram],
  ["networkSpectrogram", networkSpectrogram],
] as const)("%s refuses options", (name, run) => {
  const refused = (options: unknown, kind: typeof Error, text: string): void =>
    expectError(() => run(two, options as StftOptions), kind, `${name}: ${text}`);

  test("a window or hop that is no positive integer", () => {
    const window = "expected windowLength to be an integer in 1 … 4194304, got ";
    refused({ windowLength: 0 }, RangeError, `${window}0.`);
    refused({ windowLength: 2.5 }, RangeError, `${window}2.5.`);
    refused({ windowLength: 2 ** 22 + 1 }, RangeError, `${window}4194305.`);
    refused({ windowLength: "8" }, TypeError, `${window}string.`);
    const hop = "expected hopLength to be an integer of at least 1, got ";
    refused({ hopLength: -1 }, RangeError, `${hop}-1.`);
    refused({ hopLength: Number.NaN }, RangeError, `${hop}NaN.`);
    refused({ hopLength: null }, TypeError, `${hop}object.`);
  });

  test("a padding or centering of its own", () => {
    refused(
      { padding: "edge" },
      RangeError,
      'expected padding "reflect" or "constant", got "edge".',
    );
    refused({ centered: 1 }, TypeError, "expected centered to be a boolean, got number.");
  });

  test("no centering for a waveform shorter than a window", () => {
    refused(
      { windowLength: 3, centered: false },
      RangeError,
      "expected waveform of at least 3 samples, got 2. " +
        "Shorter ones can be transformed with centered: true.",
    );
  });

  test("more bins than an array holds", () => {
    const long = ndarray(new Float32Array(2 ** 20));
    expectError(
      () => run(long, { hopLength: 1 }),
      RangeError,
      `${name}: expected at most 268435456 bins in all, got 1048577 frames of 512. ` +
        "Use a longer hop or cut the waveform in parts.",
    );
  });
});

test("resample refuses rates that are no positive integers", () => {
  const rate = (name: string, got: string): string =>
    `resample: expected ${name} to be an integer of at least 1, got ${got}.`;
  expectError(() => resample(two, { from: 0, to: 1 }), RangeError, rate("from", "0"));
  expectError(() => resample(two, { from: 1, to: 0.5 }), RangeError, rate("to", "0.5"));
  expectError(() => resample(two, {} as never), TypeError, rate("from", "undefined"));
});

test("resample refuses a filter or a result that is too large, before it is made", () => {
  expectError(
    () => resample(two, { from: 192_000, to: 191_999 }),
    RangeError,
    "resample: expected rates whose filter has at most 8388608 values, " +
      "got 15359920 for 192000 Hz to 191999 Hz. " +
      "Go in two steps, through a rate that has a large divisor in common with both.",
  );
  expectError(
    () => resample(ndarray(new Float32Array(2 ** 16)), { from: 1, to: 2 ** 14 }),
    RangeError,
    "resample: expected a result of at most 536870912 samples, got 1073741824. " +
      "Cut the waveform in parts.",
  );
});

test("istft refuses a spectrum that the window does not fit", () => {
  const spectrum = (shape: number[]): { real: NdArrayLike; imaginary: NdArrayLike } => {
    const part = ndarray(new Float32Array(shape.reduce((a, b) => a * b, 1)), shape);
    return { real: part, imaginary: part };
  };
  for (const shape of [[2, 4], [0, 5], [5], [1, 2, 5]]) {
    expectError(
      () => istft(spectrum(shape), { windowLength: 8 }),
      RangeError,
      "istft: expected spectrum of shape [frames, 5] for windowLength 8, " +
        `got [${shape.join(", ")}]. Give the windowLength of the transform.`,
    );
  }
});

test("istft refuses numbers that are not finite and lengths beyond the last window", () => {
  const real = ndarray(new Float32Array(10), [2, 5]);
  const imaginary = ndarray(new Float32Array(10), [2, 5]);
  expectError(
    () => istft({ real, imaginary }, { windowLength: 8, hopLength: 4, length: 9 }),
    RangeError,
    "istft: expected length to be an integer in 1 … 8, got 9.",
  );
  imaginary.set(1, 2, Number.NaN);
  expectError(
    () => istft({ real, imaginary }, { windowLength: 8 }),
    RangeError,
    "istft: expected spectrum.imaginary of finite float32 numbers, " +
      "got NaN at index 1, 2. Repair or leave out the clip.",
  );
});

test.each([
  ["istft", istft],
  ["amplitude", amplitude],
  ["phase", phase],
] as const)("%s refuses parts that are no arrays of one shape", (name, run) => {
  expectError(
    () => run({ real: two, imaginary: ndarray([1, 2, 3]) }),
    RangeError,
    `${name}: expected real and imaginary parts of one shape, got [2] and [3].`,
  );
  expectError(
    () => run({ real: two } as never),
    TypeError,
    `${name}: expected spectrum.imaginary to be an ndarray, got undefined. ` +
      "Wrap plain values: ndarray(values, shape).",
  );
});

test("the frame arithmetic refuses counts, times and rates out of range", () => {
  expectError(
    () => frameCount(0),
    RangeError,
    "frameCount: expected samples to be an integer of at least 1, got 0.",
  );
  expectError(
    () => frameCount(9, { windowLength: 10, centered: false }),
    RangeError,
    "frameCount: expected waveform of at least 10 samples, got 9. " +
      "Shorter ones can be transformed with centered: true.",
  );
  expectError(
    () => samplesForFrames(1.5),
    RangeError,
    "samplesForFrames: expected frames to be an integer of at least 1, got 1.5.",
  );
  expectError(
    () => frameTimeSeconds(-1, { sampleRate: 1 }),
    RangeError,
    "frameTimeSeconds: expected frame to be an integer of at least 0, got -1.",
  );
  expectError(
    () => frameTimeSeconds(1, { sampleRate: 0 }),
    RangeError,
    "frameTimeSeconds: expected sampleRate to be an integer of at least 1, got 0.",
  );
  expectError(
    () => frameAtSeconds(-0.5, { sampleRate: 1 }),
    RangeError,
    "frameAtSeconds: expected seconds to be a finite number of at least 0, got -0.5.",
  );
});
