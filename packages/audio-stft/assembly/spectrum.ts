// The short-time Fourier transform of 1022-sample windows, eight frames at a time.
//
// Four even frames are the real, four odd frames the imaginary parts of four complex signals. With
// 1022 = 14 x 73 and no common divisor (Good and Thomas), n = 73 n1 + 14 n2 mod 1022 turns the
// transform into one of 14 points over n1 and one of 73 points over n2, without twiddle factors;
// the result X[k] lies at (k mod 14, k mod 73). 14 = 2 x 7 splits the same way, and its radix-2
// step pairs samples n and n + 511, so that it is done while the samples are read.
//
// 73 is prime, and 5 generates its group: with n = 5^q and k = 5^-m the transform becomes a cyclic
// convolution of 72 points (Rader), done by a transform of 72 = 8 x 9 points, again Good-Thomas,
// a product with a constant spectrum, and the inverse, which is the transform with `re` and `im`
// exchanged.
//
// The 14 x 73 vectors lie in rows; row, and place in the row, follow from the tables that the host
// fills in. Place 72 of a row is n2 = 0, which stays out of the convolution.

import { dft7, dft8, dft9 } from "./butterflies";
import { amplitude, phase, ratio } from "./polar";
import { add, get, mul, put, sub } from "./vector";

const VECTOR: usize = 16; // bytes
const ROW: usize = 73; // vectors in a row
const BINS: usize = 512;
const FRAME_BYTES: usize = 1022 * 4;
const HALF_BYTES: usize = 511 * 4; // half a window, from sample n to n + 511

/** Frames that one call transforms at most; a multiple of 8. */
export const blockFrames: i32 = 32;
/** f32: the frames' samples, at most 1022 apart. */
export const waveformAddress: usize = memory.data(32 * 1022 * 4 + 16, 16);
/** f32[2][512]: half the window's values, first and second half, each with one 0 behind. */
export const windowAddress: usize = memory.data(2 * 512 * 4, 16);
/** u32[512]: byte offset of the vector of samples n and n + 511; a spare one at the end. */
export const inputAddress: usize = memory.data(512 * 4, 16);
/** u32[512][2]: byte offsets of the vectors of bin k and of its mirror image 1022 - k. */
export const outputAddress: usize = memory.data(512 * 2 * 4, 16);
/** f32[72][2]: the spectrum of Rader's convolution kernel, over 72. */
export const raderAddress: usize = memory.data(72 * 2 * 4, 16);
/** f32: the results, [frames][bins][2] as pairs, [2][blockFrames][bins] as planes. */
export const spectrumAddress: usize = memory.data(32 * 512 * 2 * 4, 16);

const PLANE_BYTES: usize = 32 * 512 * 4;

// Seven rows of sums (k1 even), a spare vector, seven rows of differences (k1 odd), a spare vector.
const HALF_VECTORS: usize = 512;
const re: usize = memory.data(2 * 512 * 16, 16);
const im: usize = memory.data(2 * 512 * 16, 16);
const sounding: usize = memory.data(2 * 16, 16); // masks of even and odd frames that are not silent
const tile: usize = memory.data(16 * 16, 16); // results of four bins before they are transposed

/**
 * Transforms frames `spacing` samples apart.
 *
 * @param frames - how many, at most blockFrames
 * @param spacing - samples from one frame's start to the next one's, at most 1022
 * @param polar - amplitude and phase, not real and imaginary part
 * @param pairs - both numbers of a bin side by side, not in two planes
 */
export function transformFrames(frames: i32, spacing: i32, polar: bool, pairs: bool): void {
  const hop = <usize>spacing << 2;
  for (let frame: usize = 0; frame < <usize>frames; frame += 8) {
    readFrames(waveformAddress + frame * hop, hop);
    transformHalf(re, im);
    transformHalf(re + HALF_VECTORS * VECTOR, im + HALF_VECTORS * VECTOR);
    if (pairs) writeFrames(spectrumAddress + frame * BINS * 8, BINS * 8, polar, true);
    else writeFrames(spectrumAddress + frame * BINS * 4, BINS * 4, polar, false);
  }
}

// 7 x 73 points.
function transformHalf(re: usize, im: usize): void {
  for (let place: usize = 0; place < ROW; place++) {
    dft7(re + place * VECTOR, im + place * VECTOR, ROW);
  }
  for (let row: usize = 0; row < 7; row++) {
    dft73(re + row * ROW * VECTOR, im + row * ROW * VECTOR);
  }
}

// Windows eight frames and puts them in place, after the radix-2 step of the 14 points.
function readFrames(first: usize, hop: usize): void {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  for (let n: usize = 0; n < BINS * 4; n += 16) {
    even = v128.or(even, readFour(re, first + n, 2 * hop, n));
    odd = v128.or(odd, readFour(im, first + hop + n, 2 * hop, n));
  }
  put(sounding, 0, f32x4.ne(even, f32x4.splat(0)));
  put(sounding, 1, f32x4.ne(odd, f32x4.splat(0)));
}

// Reads samples n ... n + 3, and those half a window later, of four frames; returns all bits read.
// @ts-ignore: decorator
@inline function readFour(array: usize, frame: usize, step: usize, n: usize): v128 {
  const early = v128.load(windowAddress + n);
  const late = v128.load(windowAddress + n, 2048);
  const a0 = mul(early, v128.load(frame)), a1 = mul(late, v128.load(frame, HALF_BYTES));
  frame += step;
  const b0 = mul(early, v128.load(frame)), b1 = mul(late, v128.load(frame, HALF_BYTES));
  frame += step;
  const c0 = mul(early, v128.load(frame)), c1 = mul(late, v128.load(frame, HALF_BYTES));
  frame += step;
  const d0 = mul(early, v128.load(frame)), d1 = mul(late, v128.load(frame, HALF_BYTES));
  // n1 is even where n is: there the earlier sample is the minuend, else the later one.
  const sign = f32x4(0, -0.0, 0, -0.0);
  const bits = putFour(array, n, add(a0, a1), add(b0, b1), add(c0, c1), add(d0, d1));
  return v128.or(bits, putFour(
    array + HALF_VECTORS * VECTOR, n,
    v128.xor(sign, sub(a0, a1)), v128.xor(sign, sub(b0, b1)),
    v128.xor(sign, sub(c0, c1)), v128.xor(sign, sub(d0, d1)),
  ));
}

// Puts samples n ... n + 3 of four frames where the table says; returns each frame's bits.
// @ts-ignore: decorator
@inline function putFour(array: usize, n: usize, a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const n0 = v128.shuffle<f64>(ab, cd, 0, 2), n1 = v128.shuffle<f64>(ab, cd, 1, 3);
  v128.store(array + load<u32>(inputAddress + n), n0);
  v128.store(array + load<u32>(inputAddress + n, 4), n1);
  const AB = v128.shuffle<f32>(a, b, 2, 6, 3, 7), CD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  const n2 = v128.shuffle<f64>(AB, CD, 0, 2), n3 = v128.shuffle<f64>(AB, CD, 1, 3);
  v128.store(array + load<u32>(inputAddress + n, 8), n2);
  v128.store(array + load<u32>(inputAddress + n, 12), n3);
  return v128.or(v128.or(n0, n1), v128.or(n2, n3));
}

// Rader: X[5^-m] = x0 + (x[5^q] convolved with w^(5^-q))[m], X[0] = x0 + sum of all others.
function dft73(re: usize, im: usize): void {
  for (let b: usize = 0; b < 9; b++) dft8(re + b * VECTOR, im + b * VECTOR, 9);
  for (let a: usize = 0; a < 8; a++) {
    const at = a * 9 * VECTOR;
    dft9(re + at, im + at);
    if (a == 0) {
      const sumR = get(re, 0), sumI = get(im, 0), x0r = get(re, 72), x0i = get(im, 72);
      multiplyNine(re, im, raderAddress);
      // x0 added to the spectrum's bin 0 is x0 added to every result.
      put(re, 0, add(get(re, 0), x0r));
      put(im, 0, add(get(im, 0), x0i));
      put(re, 72, add(sumR, x0r));
      put(im, 72, add(sumI, x0i));
    } else {
      multiplyNine(re + at, im + at, raderAddress + a * 9 * 8);
    }
    dft9(im + at, re + at);
  }
  for (let b: usize = 0; b < 9; b++) dft8(im + b * VECTOR, re + b * VECTOR, 9);
}

// @ts-ignore: decorator
@inline function multiplyNine(re: usize, im: usize, factors: usize): void {
  for (let j: usize = 0; j < 9; j++) {
    const r = get(re, j), i = get(im, j);
    const factorR = v128.load32_splat(factors + j * 8), factorI = v128.load32_splat(factors + j * 8, 4);
    put(re, j, sub(mul(r, factorR), mul(i, factorI)));
    put(im, j, add(mul(r, factorI), mul(i, factorR)));
  }
}

// Separates even from odd frames, bin by bin: with Z[k] and its mirror image Z[1022 - k],
// even = (Z + conj mirror) / 2 and odd = (Z - conj mirror) / 2i; the window has the 1 / 2.
// @ts-ignore: decorator
@inline function writeFrames(address: usize, row: usize, polar: bool, pairs: bool): void {
  const evenSounds = get(sounding, 0), oddSounds = get(sounding, 1);
  for (let k: usize = 0; k < BINS; k += 4) {
    for (let j: usize = 0; j < 4; j++) {
      const bin = load<u32>(outputAddress + ((k + j) << 3));
      const mirror = load<u32>(outputAddress + ((k + j) << 3), 4);
      const zr = v128.load(re + bin), zi = v128.load(im + bin);
      const mr = v128.load(re + mirror), mi = v128.load(im + mirror);
      // A silent frame is exactly 0, not its neighbour's rounding error.
      const evenR = v128.and(evenSounds, add(zr, mr)), evenI = v128.and(evenSounds, sub(zi, mi));
      const oddR = v128.and(oddSounds, add(zi, mi)), oddI = v128.and(oddSounds, sub(mr, zr));
      const to = tile + j * VECTOR;
      if (polar) {
        const evenZ = ratio(evenR, evenI), oddZ = ratio(oddR, oddI);
        put(to, 0, amplitude(evenR, evenI, evenZ));
        put(to, 4, phase(evenR, evenI, evenZ));
        put(to, 8, amplitude(oddR, oddI, oddZ));
        put(to, 12, phase(oddR, oddI, oddZ));
      } else {
        put(to, 0, evenR);
        put(to, 4, evenI);
        put(to, 8, oddR);
        put(to, 12, oddI);
      }
    }
    if (pairs) {
      writeRows(address + k * 8, 2 * row, 0, 4, 1, 5);
      writeRows(address + k * 8 + 16, 2 * row, 2, 6, 3, 7);
      writeRows(address + k * 8 + row, 2 * row, 8, 12, 9, 13);
      writeRows(address + k * 8 + row + 16, 2 * row, 10, 14, 11, 15);
    } else {
      writeRows(address + k * 4, 2 * row, 0, 1, 2, 3);
      writeRows(address + k * 4 + PLANE_BYTES, 2 * row, 4, 5, 6, 7);
      writeRows(address + k * 4 + row, 2 * row, 8, 9, 10, 11);
      writeRows(address + k * 4 + row + PLANE_BYTES, 2 * row, 12, 13, 14, 15);
    }
  }
}

// Transposes four vectors of the tile into four rows of memory.
// @ts-ignore: decorator
@inline function writeRows(
  address: usize, step: usize, first: usize, second: usize, third: usize, fourth: usize,
): void {
  const a = get(tile, first), b = get(tile, second), c = get(tile, third), d = get(tile, fourth);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  v128.store(address, v128.shuffle<f64>(ab, cd, 0, 2));
  v128.store(address + step, v128.shuffle<f64>(ab, cd, 1, 3));
  const AB = v128.shuffle<f32>(a, b, 2, 6, 3, 7), CD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(address + 2 * step, v128.shuffle<f64>(AB, CD, 0, 2));
  v128.store(address + 3 * step, v128.shuffle<f64>(AB, CD, 1, 3));
}
