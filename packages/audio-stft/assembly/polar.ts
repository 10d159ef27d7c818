// Amplitude and phase of four complex numbers at once.

import { add, mul, sub } from "./vector";

const SMALLEST: f32 = 1.17549435e-38; // keeps 0 / 0 away
const HALF_PI: f32 = 1.5707963267948966;
const PI: f32 = 3.141592653589793;
const LARGEST_PHASE: f32 = 3.1415925; // the largest float32 that is not above pi

// atan z = z + z^3 Q(z^2) on 0 ... 1, a minimax fit; in float32 within 8e-8.
const Q0: f32 = -0.33332985639572144;
const Q1: f32 = 0.1999039649963379;
const Q2: f32 = -0.1418597549200058;
const Q3: f32 = 0.10573931038379669;
const Q4: f32 = -0.07366703450679779;
const Q5: f32 = 0.04112182930111885;
const Q6: f32 = -0.01513251569122076;
const Q7: f32 = 0.0026222392916679382;

// @ts-ignore: decorator
@inline function larger(re: v128, im: v128): v128 {
  return f32x4.pmax(f32x4.abs(re), f32x4.abs(im));
}

// min / max of the two absolute values, 0 for 0 / 0.
// @ts-ignore: decorator
@inline export function ratio(re: v128, im: v128): v128 {
  const least = f32x4.pmin(f32x4.abs(re), f32x4.abs(im));
  return f32x4.div(least, f32x4.pmax(larger(re, im), f32x4.splat(SMALLEST)));
}

// max sqrt(1 + z^2), which neither overflows nor underflows where sqrt(re^2 + im^2) would.
// @ts-ignore: decorator
@inline export function amplitude(re: v128, im: v128, z: v128): v128 {
  return mul(larger(re, im), f32x4.sqrt(add(f32x4.splat(1), mul(z, z))));
}

// a + b x
// @ts-ignore: decorator
@inline function linear(a: f32, b: f32, x: v128): v128 {
  return add(f32x4.splat(a), mul(f32x4.splat(b), x));
}

// The angle in the first octant, unfolded by three mirrors: |im| > |re|, re < 0, im < 0.
// @ts-ignore: decorator
@inline export function phase(re: v128, im: v128, z: v128): v128 {
  // Q in pairs, pairs of pairs, ...: fewer steps wait for each other than in Horner's order.
  const s = mul(z, z), s2 = mul(s, s), s4 = mul(s2, s2);
  const low = add(linear(Q0, Q1, s), mul(linear(Q2, Q3, s), s2));
  const high = add(linear(Q4, Q5, s), mul(linear(Q6, Q7, s), s2));
  const q = add(low, mul(high, s4));
  let angle = add(z, mul(mul(z, s), q));
  const steep = f32x4.gt(f32x4.abs(im), f32x4.abs(re));
  angle = v128.bitselect(sub(f32x4.splat(HALF_PI), angle), angle, steep);
  const backward = f32x4.lt(re, f32x4.splat(0));
  angle = v128.bitselect(sub(f32x4.splat(PI), angle), angle, backward);
  angle = f32x4.pmin(f32x4.splat(LARGEST_PHASE), angle);
  // Adding 0 turns -0 into 0, so that a number on the negative axis has phase pi, never -pi.
  const sign = v128.and(add(im, f32x4.splat(0)), f32x4.splat(-0.0));
  return v128.or(angle, sign);
}
