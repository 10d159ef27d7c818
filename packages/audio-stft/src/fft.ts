/** Replaces N complex numbers, given as two arrays, by their discrete Fourier transform. */
export type Fft = (real: Float64Array, imaginary: Float64Array) => void;

/**
 * Prepares the transform X[k] = Σ x[n] exp(−2πi k n / N), unscaled, of any length.
 *
 * Lengths whose prime factors are at most 13 go through mixed-radix steps, all others through
 * Bluestein's convolution of a power of two.
 *
 * @param length - N, at least 1
 * @returns the transform, in place, in float64; the inverse is the same with the arrays swapped
 */
export function createFft(length: number): Fft {
  const radices = smallRadices(length);
  return radices ? mixedRadixFft(length, radices) : bluesteinFft(length);
}

/** Factors of 4, then of 2 … 13; undefined if a larger prime remains. */
function smallRadices(length: number): number[] | undefined {
  const radices: number[] = [];
  let rest = length;
  for (const radix of [4, 2, 3, 5, 7, 11, 13]) {
    for (; rest % radix === 0; rest /= radix) radices.push(radix);
  }
  return rest === 1 ? radices : undefined;
}

/** The Stockham algorithm: every step reads one pair of arrays and writes the other, in order. */
function mixedRadixFft(length: number, radices: readonly number[]): Fft {
  const { cosines, sines } = unitRoots(length);
  const spareReal = new Float64Array(length);
  const spareImaginary = new Float64Array(length);
  return (real, imaginary) => {
    let from: Complex = { real, imaginary };
    let to: Complex = { real: spareReal, imaginary: spareImaginary };
    let stride = 1;
    for (const radix of radices) {
      const step = radix === 4 ? radix4Step : radix === 2 ? radix2Step : anyRadixStep;
      step(from, to, { length, stride, radix, cosines, sines });
      stride *= radix;
      [from, to] = [to, from];
    }
    if (from.real === real) return;
    real.set(spareReal);
    imaginary.set(spareImaginary);
  };
}

interface Complex {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** Where a step stands: `stride` transforms are already done, `radix` is next. */
interface Step {
  readonly length: number;
  readonly stride: number;
  readonly radix: number;
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

function radix2Step(from: Complex, to: Complex, { length, stride, cosines, sines }: Step): void {
  const half = length / 2;
  for (let p = 0; p < half; p += stride) {
    const c = cosines[p]!;
    const s = sines[p]!;
    for (let q = 0; q < stride; q++) {
      const a = p + q;
      const b = a + half;
      const k = 2 * p + q;
      const dr = from.real[a]! - from.real[b]!;
      const di = from.imaginary[a]! - from.imaginary[b]!;
      to.real[k] = from.real[a]! + from.real[b]!;
      to.imaginary[k] = from.imaginary[a]! + from.imaginary[b]!;
      to.real[k + stride] = dr * c + di * s;
      to.imaginary[k + stride] = di * c - dr * s;
    }
  }
}

function radix4Step(from: Complex, to: Complex, { length, stride, cosines, sines }: Step): void {
  const quarter = length / 4;
  const { real, imaginary } = from;
  for (let p = 0; p < quarter; p += stride) {
    const c1 = cosines[p]!;
    const s1 = sines[p]!;
    const c2 = cosines[2 * p]!;
    const s2 = sines[2 * p]!;
    const c3 = cosines[3 * p]!;
    const s3 = sines[3 * p]!;
    for (let q = 0; q < stride; q++) {
      const a = p + q;
      const b = a + quarter;
      const c = b + quarter;
      const d = c + quarter;
      const evenSumR = real[a]! + real[c]!;
      const evenSumI = imaginary[a]! + imaginary[c]!;
      const evenGapR = real[a]! - real[c]!;
      const evenGapI = imaginary[a]! - imaginary[c]!;
      const oddSumR = real[b]! + real[d]!;
      const oddSumI = imaginary[b]! + imaginary[d]!;
      const oddGapR = real[b]! - real[d]!;
      const oddGapI = imaginary[b]! - imaginary[d]!;
      const k = 4 * p + q;
      to.real[k] = evenSumR + oddSumR;
      to.imaginary[k] = evenSumI + oddSumI;
      const x1r = evenGapR + oddGapI;
      const x1i = evenGapI - oddGapR;
      to.real[k + stride] = x1r * c1 + x1i * s1;
      to.imaginary[k + stride] = x1i * c1 - x1r * s1;
      const x2r = evenSumR - oddSumR;
      const x2i = evenSumI - oddSumI;
      to.real[k + 2 * stride] = x2r * c2 + x2i * s2;
      to.imaginary[k + 2 * stride] = x2i * c2 - x2r * s2;
      const x3r = evenGapR - oddGapI;
      const x3i = evenGapI + oddGapR;
      to.real[k + 3 * stride] = x3r * c3 + x3i * s3;
      to.imaginary[k + 3 * stride] = x3i * c3 - x3r * s3;
    }
  }
}

/** The definition of the small transform, its twiddle factors folded into the same roots. */
function anyRadixStep(from: Complex, to: Complex, step: Step): void {
  const { length, stride, radix, cosines, sines } = step;
  const part = length / radix;
  for (let p = 0; p < part; p += stride) {
    for (let k = 0; k < radix; k++) {
      for (let q = 0; q < stride; q++) {
        let sumR = 0;
        let sumI = 0;
        for (let n = 0; n < radix; n++) {
          const root = (p * k + part * ((n * k) % radix)) % length;
          const c = cosines[root]!;
          const s = sines[root]!;
          const xr = from.real[p + q + n * part]!;
          const xi = from.imaginary[p + q + n * part]!;
          sumR += xr * c + xi * s;
          sumI += xi * c - xr * s;
        }
        to.real[radix * p + k * stride + q] = sumR;
        to.imaginary[radix * p + k * stride + q] = sumI;
      }
    }
  }
}

/** k n = (k² + n² − (k − n)²) / 2 makes the transform a convolution with a chirp. */
function bluesteinFft(length: number): Fft {
  const size = 2 ** Math.ceil(Math.log2(2 * length - 1));
  const fft = mixedRadixFft(size, smallRadices(size)!);
  // exp(−πi n² / N) has period 2N in n²: reduced in integers, the angle stays exact.
  const roots = unitRoots(2 * length);
  const chirp = Int32Array.from({ length }, (_, n) => (n * n) % (2 * length));
  const filterR = new Float64Array(size);
  const filterI = new Float64Array(size);
  for (let n = 0; n < length; n++) {
    const at = (size - n) % size;
    filterR[n] = filterR[at] = roots.cosines[chirp[n]!]! / size;
    filterI[n] = filterI[at] = roots.sines[chirp[n]!]! / size;
  }
  fft(filterR, filterI);
  const workR = new Float64Array(size);
  const workI = new Float64Array(size);
  return (real, imaginary) => {
    for (let n = 0; n < length; n++) {
      const c = roots.cosines[chirp[n]!]!;
      const s = roots.sines[chirp[n]!]!;
      workR[n] = real[n]! * c + imaginary[n]! * s;
      workI[n] = imaginary[n]! * c - real[n]! * s;
    }
    workR.fill(0, length);
    workI.fill(0, length);
    fft(workR, workI);
    for (let k = 0; k < size; k++) {
      const r = workR[k]!;
      const i = workI[k]!;
      workR[k] = r * filterR[k]! - i * filterI[k]!;
      workI[k] = r * filterI[k]! + i * filterR[k]!;
    }
    fft(workI, workR);
    for (let k = 0; k < length; k++) {
      const c = roots.cosines[chirp[k]!]!;
      const s = roots.sines[chirp[k]!]!;
      real[k] = workR[k]! * c + workI[k]! * s;
      imaginary[k] = workI[k]! * c - workR[k]! * s;
    }
  };
}

/** cos and sin of 2π k / N, k = 0 … N − 1. */
function unitRoots(length: number): { cosines: Float64Array; sines: Float64Array } {
  const angle = (k: number): number => (2 * Math.PI * k) / length;
  return {
    cosines: Float64Array.from({ length }, (_, k) => Math.cos(angle(k))),
    sines: Float64Array.from({ length }, (_, k) => Math.sin(angle(k))),
  };
}
