/**
 * The periodic Hann window, 0.5 − 0.5 cos(2π n / length), also for odd lengths.
 *
 * A window of one sample is 1, as in SciPy and PyTorch: the formula's 0 would erase everything.
 */
export function hannWindow(length: number): Float64Array {
  if (length === 1) return Float64Array.of(1);
  return Float64Array.from({ length }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / length));
}
