// Discrete Fourier transforms X[k] = sum of x[n] w^(nk), w = exp(-2 pi i / N), of 7, 8 and 9 complex
// vectors, in place, in natural order. `stride` is the distance between elements, in vectors.
// Suffixes: r is the real, i the imaginary part.

import { add, get, mul, put, scale, sub } from "./vector";

const COS_1_7: f32 = 0.6234898018587336; // cos(2 pi / 7)
const COS_2_7: f32 = -0.22252093395631434; // cos(4 pi / 7)
const COS_3_7: f32 = -0.900968867902419; // cos(6 pi / 7)
const SIN_1_7: f32 = 0.7818314824680298;
const SIN_2_7: f32 = 0.9749279121818236;
const SIN_3_7: f32 = 0.43388373911755823;

// @ts-ignore: decorator
@inline function combination(a: f32, x: v128, b: f32, y: v128, c: f32, z: v128): v128 {
  return add(add(scale(a, x), scale(b, y)), scale(c, z));
}

// Writes X[k] = even - i odd and X[7 - k] = even + i odd.
// @ts-ignore: decorator
@inline function putPair(
  re: usize, im: usize, low: usize, high: usize, evenR: v128, evenI: v128, oddR: v128, oddI: v128,
): void {
  put(re, low, add(evenR, oddI));
  put(im, low, sub(evenI, oddR));
  put(re, high, sub(evenR, oddI));
  put(im, high, add(evenI, oddR));
}

/**
 * Seven points. x[n] and x[7 - n] meet the same cosine and opposite sines, so that their sums p and
 * gaps m give X[k] = (x0 + sum p[n] cos) - i (sum m[n] sin), and X[7 - k] the same with + i.
 */
// @ts-ignore: decorator
@inline export function dft7(re: usize, im: usize, stride: usize): void {
  const x0r = get(re, 0), x0i = get(im, 0);
  const x1r = get(re, stride), x1i = get(im, stride);
  const x6r = get(re, 6 * stride), x6i = get(im, 6 * stride);
  const p1r = add(x1r, x6r), p1i = add(x1i, x6i), m1r = sub(x1r, x6r), m1i = sub(x1i, x6i);
  const x2r = get(re, 2 * stride), x2i = get(im, 2 * stride);
  const x5r = get(re, 5 * stride), x5i = get(im, 5 * stride);
  const p2r = add(x2r, x5r), p2i = add(x2i, x5i), m2r = sub(x2r, x5r), m2i = sub(x2i, x5i);
  const x3r = get(re, 3 * stride), x3i = get(im, 3 * stride);
  const x4r = get(re, 4 * stride), x4i = get(im, 4 * stride);
  const p3r = add(x3r, x4r), p3i = add(x3i, x4i), m3r = sub(x3r, x4r), m3i = sub(x3i, x4i);

  put(re, 0, add(add(x0r, p1r), add(p2r, p3r)));
  put(im, 0, add(add(x0i, p1i), add(p2i, p3i)));
  putPair(
    re, im, stride, 6 * stride,
    add(x0r, combination(COS_1_7, p1r, COS_2_7, p2r, COS_3_7, p3r)),
    add(x0i, combination(COS_1_7, p1i, COS_2_7, p2i, COS_3_7, p3i)),
    combination(SIN_1_7, m1r, SIN_2_7, m2r, SIN_3_7, m3r),
    combination(SIN_1_7, m1i, SIN_2_7, m2i, SIN_3_7, m3i),
  );
  // cos and sin of 2 pi nk / 7 for k = 2: n k mod 7 is 2, 4, 6, whose sines are s2, -s3, -s1.
  putPair(
    re, im, 2 * stride, 5 * stride,
    add(x0r, combination(COS_2_7, p1r, COS_3_7, p2r, COS_1_7, p3r)),
    add(x0i, combination(COS_2_7, p1i, COS_3_7, p2i, COS_1_7, p3i)),
    combination(SIN_2_7, m1r, -SIN_3_7, m2r, -SIN_1_7, m3r),
    combination(SIN_2_7, m1i, -SIN_3_7, m2i, -SIN_1_7, m3i),
  );
  // k = 3: 3, 6, 2 with sines s3, -s1, s2.
  putPair(
    re, im, 3 * stride, 4 * stride,
    add(x0r, combination(COS_3_7, p1r, COS_1_7, p2r, COS_2_7, p3r)),
    add(x0i, combination(COS_3_7, p1i, COS_1_7, p2i, COS_2_7, p3i)),
    combination(SIN_3_7, m1r, -SIN_1_7, m2r, SIN_2_7, m3r),
    combination(SIN_3_7, m1i, -SIN_1_7, m2i, SIN_2_7, m3i),
  );
}

const SQRT_HALF: f32 = 0.7071067811865476;

/** Eight points: two transforms of four (the even and the odd elements), joined by radix 2. */
// @ts-ignore: decorator
@inline export function dft8(re: usize, im: usize, stride: usize): void {
  const x0r = get(re, 0), x0i = get(im, 0), x4r = get(re, 4 * stride), x4i = get(im, 4 * stride);
  const x2r = get(re, 2 * stride), x2i = get(im, 2 * stride);
  const x6r = get(re, 6 * stride), x6i = get(im, 6 * stride);
  const sum04r = add(x0r, x4r), sum04i = add(x0i, x4i);
  const gap04r = sub(x0r, x4r), gap04i = sub(x0i, x4i);
  const sum26r = add(x2r, x6r), sum26i = add(x2i, x6i);
  const gap26r = sub(x2r, x6r), gap26i = sub(x2i, x6i);
  const even0r = add(sum04r, sum26r), even0i = add(sum04i, sum26i);
  const even1r = add(gap04r, gap26i), even1i = sub(gap04i, gap26r);
  const even2r = sub(sum04r, sum26r), even2i = sub(sum04i, sum26i);
  const even3r = sub(gap04r, gap26i), even3i = add(gap04i, gap26r);

  const x1r = get(re, stride), x1i = get(im, stride);
  const x5r = get(re, 5 * stride), x5i = get(im, 5 * stride);
  const x3r = get(re, 3 * stride), x3i = get(im, 3 * stride);
  const x7r = get(re, 7 * stride), x7i = get(im, 7 * stride);
  const sum15r = add(x1r, x5r), sum15i = add(x1i, x5i);
  const gap15r = sub(x1r, x5r), gap15i = sub(x1i, x5i);
  const sum37r = add(x3r, x7r), sum37i = add(x3i, x7i);
  const gap37r = sub(x3r, x7r), gap37i = sub(x3i, x7i);

  // Each odd result is turned by w^k, w = (1 - i) / sqrt 2, before it is added and subtracted.
  const odd0r = add(sum15r, sum37r), odd0i = add(sum15i, sum37i);
  put(re, 0, add(even0r, odd0r));
  put(im, 0, add(even0i, odd0i));
  put(re, 4 * stride, sub(even0r, odd0r));
  put(im, 4 * stride, sub(even0i, odd0i));
  const raw1r = add(gap15r, gap37i), raw1i = sub(gap15i, gap37r);
  const odd1r = scale(SQRT_HALF, add(raw1r, raw1i)), odd1i = scale(SQRT_HALF, sub(raw1i, raw1r));
  put(re, stride, add(even1r, odd1r));
  put(im, stride, add(even1i, odd1i));
  put(re, 5 * stride, sub(even1r, odd1r));
  put(im, 5 * stride, sub(even1i, odd1i));
  const odd2r = sub(sum15i, sum37i), odd2i = sub(sum37r, sum15r);
  put(re, 2 * stride, add(even2r, odd2r));
  put(im, 2 * stride, add(even2i, odd2i));
  put(re, 6 * stride, sub(even2r, odd2r));
  put(im, 6 * stride, sub(even2i, odd2i));
  const raw3r = sub(gap15r, gap37i), raw3i = add(gap15i, gap37r);
  const odd3r = scale(SQRT_HALF, sub(raw3i, raw3r)), odd3i = scale(-SQRT_HALF, add(raw3r, raw3i));
  put(re, 3 * stride, add(even3r, odd3r));
  put(im, 3 * stride, add(even3i, odd3i));
  put(re, 7 * stride, sub(even3r, odd3r));
  put(im, 7 * stride, sub(even3i, odd3i));
}

const SIN_1_3: f32 = 0.8660254037844386; // sin(2 pi / 3)
const COS_1_9: f32 = 0.766044443118978; // cos(2 pi / 9)
const SIN_1_9: f32 = 0.6427876096865393;
const COS_2_9: f32 = 0.17364817766693041; // cos(4 pi / 9)
const SIN_2_9: f32 = 0.984807753012208;
const COS_4_9: f32 = -0.9396926207859083; // cos(8 pi / 9)
const SIN_4_9: f32 = 0.3420201433256689;

// Three points: X0 = x0 + t, X1 = middle - i turn, X2 = middle + i turn,
// with t = x1 + x2, middle = x0 - t / 2, turn = sin(2 pi / 3) (x1 - x2).
// @ts-ignore: decorator
@inline function middle(x0: v128, t: v128): v128 {
  return sub(x0, scale(0.5, t));
}

// @ts-ignore: decorator
@inline function turn(x1: v128, x2: v128): v128 {
  return scale(SIN_1_3, sub(x1, x2));
}

// The parts of (r + i j)(cos - i sin).
// @ts-ignore: decorator
@inline function turnedR(r: v128, j: v128, cos: f32, sin: f32): v128 {
  return add(scale(cos, r), scale(sin, j));
}

// @ts-ignore: decorator
@inline function turnedI(r: v128, j: v128, cos: f32, sin: f32): v128 {
  return sub(scale(cos, j), scale(sin, r));
}

// Writes the transform of (a, b, c) to elements low, low + 3 and low + 6.
// @ts-ignore: decorator
@inline function putDft3(
  re: usize, im: usize, low: usize, ar: v128, ai: v128, br: v128, bi: v128, cr: v128, ci: v128,
): void {
  const tr = add(br, cr), ti = add(bi, ci);
  const mr = middle(ar, tr), mi = middle(ai, ti);
  const sr = turn(br, cr), si = turn(bi, ci);
  put(re, low, add(ar, tr));
  put(im, low, add(ai, ti));
  put(re, low + 3, add(mr, si));
  put(im, low + 3, sub(mi, sr));
  put(re, low + 6, sub(mr, si));
  put(im, low + 6, add(mi, sr));
}

/**
 * Nine neighbouring points as 3 x 3: n = 3 a + b, k = c + 3 d. Transforms over a give columns b;
 * each is turned by w^(b c); transforms over b give the results.
 */
// @ts-ignore: decorator
@inline export function dft9(re: usize, im: usize): void {
  const x0r = get(re, 0), x0i = get(im, 0);
  const t0r = add(get(re, 3), get(re, 6)), t0i = add(get(im, 3), get(im, 6));
  const s0r = turn(get(re, 3), get(re, 6)), s0i = turn(get(im, 3), get(im, 6));
  const m0r = middle(x0r, t0r), m0i = middle(x0i, t0i);

  const x1r = get(re, 1), x1i = get(im, 1);
  const t1r = add(get(re, 4), get(re, 7)), t1i = add(get(im, 4), get(im, 7));
  const s1r = turn(get(re, 4), get(re, 7)), s1i = turn(get(im, 4), get(im, 7));
  const m1r = middle(x1r, t1r), m1i = middle(x1i, t1i);

  const x2r = get(re, 2), x2i = get(im, 2);
  const t2r = add(get(re, 5), get(re, 8)), t2i = add(get(im, 5), get(im, 8));
  const s2r = turn(get(re, 5), get(re, 8)), s2i = turn(get(im, 5), get(im, 8));
  const m2r = middle(x2r, t2r), m2i = middle(x2i, t2i);

  putDft3(
    re, im, 0,
    add(x0r, t0r), add(x0i, t0i), add(x1r, t1r), add(x1i, t1i), add(x2r, t2r), add(x2i, t2i),
  );
  const y11r = add(m1r, s1i), y11i = sub(m1i, s1r);
  const y12r = add(m2r, s2i), y12i = sub(m2i, s2r);
  putDft3(
    re, im, 1,
    add(m0r, s0i), sub(m0i, s0r),
    turnedR(y11r, y11i, COS_1_9, SIN_1_9), turnedI(y11r, y11i, COS_1_9, SIN_1_9),
    turnedR(y12r, y12i, COS_2_9, SIN_2_9), turnedI(y12r, y12i, COS_2_9, SIN_2_9),
  );
  const y21r = sub(m1r, s1i), y21i = add(m1i, s1r);
  const y22r = sub(m2r, s2i), y22i = add(m2i, s2r);
  putDft3(
    re, im, 2,
    sub(m0r, s0i), add(m0i, s0r),
    turnedR(y21r, y21i, COS_2_9, SIN_2_9), turnedI(y21r, y21i, COS_2_9, SIN_2_9),
    turnedR(y22r, y22i, COS_4_9, SIN_4_9), turnedI(y22r, y22i, COS_4_9, SIN_4_9),
  );
}
