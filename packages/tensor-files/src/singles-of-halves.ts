/**
 * Numbers of half precision (IEEE 754 binary16) in single precision, which has them all.
 *
 * @param halves - their bits; borrowed
 */
export function singlesOfHalves(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const singles = new Float32Array(halves.length);
  const bits = new Uint32Array(singles.buffer);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i]!;
    const sign = (half & 0x8000) << 16;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) {
      singles[i] = fraction * 2 ** -24;
      bits[i]! |= sign;
    } else {
      // Biases are 15 and 127; the largest exponent is kept for infinities and NaN.
      const widened = exponent === 31 ? 255 : exponent + 112;
      bits[i] = sign | (widened << 23) | (fraction << 13);
    }
  }
  return singles;
}
