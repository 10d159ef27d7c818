import { createFft } from "./fft.ts";
import { hannWindow } from "./hann-window.ts";

/** Bytes of a vector of the kernel: one number of four frames. */
const VECTOR = 16;

/** The constants of the kernel for windows of 1022 = 14 · 73 samples; `assembly/spectrum.ts` explains. */
export interface Window1022Tables {
  /** `[2][512]`: half of each half of the window, and a 0. */
  readonly window: Float32Array;
  /** `[512]`: where samples n and n + 511 go, in bytes; the last is a spare place. */
  readonly input: Uint32Array;
  /** `[512][2]`: where bins k and 1022 − k lie, in bytes. */
  readonly output: Uint32Array;
  /** `[72][2]`: the spectrum of Rader's kernel over 72, complex. */
  readonly rader: Float32Array;
}

/** Computes the constants in float64. */
export function window1022Tables(): Window1022Tables {
  const window = new Float32Array(1024);
  const hann = hannWindow(1022).map((value) => value / 2);
  window.set(hann.subarray(0, 511));
  window.set(hann.subarray(511), 512);

  // Powers of 5, which run through 1 … 72 modulo 73, and their exponents.
  const power = new Uint8Array(72).fill(1);
  for (let q = 1; q < 72; q++) power[q] = (power[q - 1]! * 5) % 73;
  const exponent = new Uint8Array(73);
  for (const [q, value] of power.entries()) exponent[value] = q;
  // The convolution's index q = 9 a + 8 b modulo 72 lies in row a of 8, column b of 9.
  const slot = (q: number): number => (q % 8) * 9 + ((8 * q) % 9);

  const input = new Uint32Array(512);
  for (let n = 0; n < 511; n++) {
    const even = n % 2 === 0 ? n : n + 511; // the one of the pair whose n1 is even: n1 = 2 b
    const b = ((5 * even) % 14) / 2;
    const n2 = (47 * even) % 73;
    input[n] = (b * 73 + (n2 === 0 ? 72 : slot(exponent[n2]!))) * VECTOR;
  }
  input[511] = 511 * VECTOR;

  const place = (k: number): number => {
    const k2 = k % 73;
    const inRow = k2 === 0 ? 72 : slot((72 - exponent[k2]!) % 72);
    return ((k % 2) * 512 + (k % 7) * 73 + inRow) * VECTOR;
  };
  const output = new Uint32Array(1024);
  for (let k = 0; k < 512; k++) output.set([place(k), place((1022 - k) % 1022)], 2 * k);

  const re = new Float64Array(72);
  const im = new Float64Array(72);
  for (let q = 0; q < 72; q++) {
    const angle = (-2 * Math.PI * power[(72 - q) % 72]!) / 73;
    re[q] = Math.cos(angle) / 72;
    im[q] = Math.sin(angle) / 72;
  }
  createFft(72)(re, im);
  const rader = new Float32Array(144);
  for (let k = 0; k < 72; k++) rader.set([re[k]!, im[k]!], 2 * ((k % 8) * 9 + (k % 9)));
  return { window, input, output, rader };
}
