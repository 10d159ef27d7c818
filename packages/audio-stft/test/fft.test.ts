import { expectClose } from "@ssl/testing";
import fc from "fast-check";
import { test } from "vitest";
import { createFft } from "../src/fft.ts";

const values = fc.double({ min: -1, max: 1, noNaN: true });

test("createFft is the DFT by definition, for any length", () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 260 })
        .chain((length) =>
          fc.tuple(
            fc.array(values, { minLength: length, maxLength: length }),
            fc.array(values, { minLength: length, maxLength: length }),
          ),
        ),
      ([re, im]) => expectDft(Float64Array.from(re), Float64Array.from(im)),
    ),
    { numRuns: 60 },
  );
});

test.each([1, 2, 4, 8, 9, 13, 17, 73, 511, 1009, 1022, 1024, 1260, 2 * 1009])(
  "createFft of %i points is the DFT by definition",
  (length) => {
    const wave = (step: number): Float64Array =>
      Float64Array.from({ length }, (_, n) => Math.sin(1 + step * n * n));
    expectDft(wave(0.3), wave(0.7));
  },
);

test("createFft with swapped arrays is the inverse, times the length", () => {
  const re = Float64Array.from({ length: 74 }, (_, n) => Math.cos(n * n));
  const im = Float64Array.from({ length: 74 }, (_, n) => Math.sin(3 * n));
  const [again, againI] = [re.slice(), im.slice()];
  const fft = createFft(74);
  fft(again, againI);
  fft(againI, again);
  expectClose(
    again,
    re.map((x) => 74 * x),
    { rtol: 0, atol: 1e-12 },
  );
  expectClose(
    againI,
    im.map((x) => 74 * x),
    { rtol: 0, atol: 1e-12 },
  );
});

function expectDft(re: Float64Array, im: Float64Array): void {
  const { length } = re;
  const expectedR = new Float64Array(length);
  const expectedI = new Float64Array(length);
  for (let k = 0; k < length; k++) {
    for (let n = 0; n < length; n++) {
      const angle = (-2 * Math.PI * ((k * n) % length)) / length;
      expectedR[k]! += re[n]! * Math.cos(angle) - im[n]! * Math.sin(angle);
      expectedI[k]! += re[n]! * Math.sin(angle) + im[n]! * Math.cos(angle);
    }
  }
  createFft(length)(re, im);
  const tolerance = { rtol: 0, atol: 1e-13 * (length + 10) };
  expectClose(re, expectedR, tolerance);
  expectClose(im, expectedI, tolerance);
}
