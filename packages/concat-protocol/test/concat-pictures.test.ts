import fc from "fast-check";
import ndarray, { type NdArray } from "ndarray";
import { expect, test } from "vitest";
import { type ConcatPicturesOptions, concatPictures, type Grid } from "../src/index.ts";

const gray = (...values: number[]): NdArray<number[]> =>
  ndarray(
    values.flatMap((value) => [value, value, value]),
    [1, values.length, 3],
  );
const firstChannel = (picture: NdArray<Float32Array>): number[] =>
  Array.from({ length: picture.shape[1]! }, (_, x) => picture.get(0, x, 0));
const eighths = fc.integer({ min: 0, max: 8 }).map((n) => n / 8);
const lines = fc
  .integer({ min: 1, max: 8 })
  .chain((width) =>
    fc.tuple(
      fc.array(eighths, { minLength: width, maxLength: width }),
      fc.array(eighths, { minLength: width, maxLength: width }),
    ),
  );
const sum = (values: Iterable<number>): number =>
  [...values].reduce((total, value) => total + value, 0);

test("for even widths each half is the half-width picture of its own side", () => {
  expect(firstChannel(concatPictures(gray(0, 1, 0.5, 0.5), gray(1, 1, 0, 0.25)))).toEqual([
    0.5, 0.5, 1, 0.125,
  ]);
});

test("at an odd width the middle column mixes the two pictures", () => {
  expect(firstChannel(concatPictures(gray(0, 0, 1), gray(0, 1, 1)))).toEqual([0, 0.5, 1]);
});

test("box keeps half of the sum of both pictures and swaps with them when mirrored", () => {
  fc.assert(
    fc.property(lines, ([left, right]) => {
      const made = firstChannel(concatPictures(gray(...left), gray(...right)));
      expect(sum(made)).toBe((sum(left) + sum(right)) / 2);
      const mirrored = concatPictures(gray(...right.toReversed()), gray(...left.toReversed()));
      expect(firstChannel(mirrored)).toEqual(made.toReversed());
    }),
  );
});

test("bilinear-antialias mixes across the seam and renormalises at the border", () => {
  const made = concatPictures(gray(0, 0), gray(1, 1), { filter: "bilinear-antialias" });
  const [left, right] = firstChannel(made);
  expect(left).toBe(Math.fround(1 / 7));
  expect(right).toBe(Math.fround(6 / 7));
});

test("both filters leave a constant picture constant", () => {
  for (const filter of ["box", "bilinear-antialias"] as const) {
    const made = firstChannel(concatPictures(gray(1, 1, 1), gray(1, 1, 1), { filter }));
    made.forEach((value) => {
      expect(value).toBeCloseTo(1, 6);
    });
  }
});

test("values are neither rounded nor limited to bytes, and the pictures are not changed", () => {
  const left = gray(255, 254);
  const right = gray(1, 2);
  expect(firstChannel(concatPictures(left, right))).toEqual([254.5, 1.5]);
  expect(left.data).toEqual([255, 255, 255, 254, 254, 254]);
});

test("stride and offset are honoured", () => {
  const wide = gray(9, 1, 0, 0.5, 0.5);
  const left = wide.lo(0, 1, 0).hi(1, 2, 3);
  const right = wide.lo(0, 3, 0);
  expect(firstChannel(concatPictures(left, right))).toEqual([0.5, 0.5]);
  const channelsFirst = {
    data: [1, 0, 2, 2, 4, 0],
    shape: [1, 2, 3],
    stride: [6, 1, 2],
    offset: 0,
  };
  expect([...concatPictures(channelsFirst, gray(0, 0)).data]).toEqual([0.5, 2, 2, 0, 0, 0]);
});

test("pictures of different sizes are refused with the cure", () => {
  expect(() => concatPictures(gray(0, 0), gray(0, 0, 0))).toThrow(
    new RangeError(
      "concatPictures: expected right of left's size [1, 2, 3], got [1, 3, 3]. " +
        "Resize one to the other first.",
    ),
  );
});

test("what is no picture is refused by name", () => {
  const good = gray(0, 0);
  expect(() => concatPictures("a.png" as unknown as Grid, good)).toThrow(
    new TypeError(
      "concatPictures: expected left to be an ndarray { data, shape, stride, offset }, got string. " +
        "Wrap plain data with ndarray(data, [height, width, 3]).",
    ),
  );
  expect(() => concatPictures(good, null as unknown as Grid)).toThrow("expected right to be");
  for (const shape of [
    [1, 2, 4],
    [4, 2],
    [1, 1, 2, 3],
    [0, 2, 3],
  ]) {
    expect(() => concatPictures(good, ndarray(new Float32Array(8), shape))).toThrow(
      new RangeError(
        "concatPictures: expected right of shape [height, width, 3], height and width at least 1, " +
          `got [${shape.join(", ")}]. Pass one sample at a time.`,
      ),
    );
  }
  expect(() => concatPictures(gray(0, Number.NaN), good)).toThrow(
    new RangeError(
      "concatPictures: expected finite values in left, got NaN at [0, 1]. " +
        "Repair or leave out the sample; nothing is replaced in silence.",
    ),
  );
});

test("an unknown filter is refused", () => {
  const options = { filter: "bicubic" } as unknown as ConcatPicturesOptions;
  expect(() => concatPictures(gray(0), gray(0), options)).toThrow(
    new RangeError(
      'concatPictures: expected filter to be "box" or "bilinear-antialias", got "bicubic".',
    ),
  );
});
