// The polyphase filter: each output sample is the product of one row of taps with the input samples
// around its place.

/** Taps that fit; larger filter banks run outside. */
export const tapsCapacity: i32 = 65536;
/** Input samples that fit. */
export const inputCapacity: i32 = 32768;
/** Output samples that fit. */
export const outputCapacity: i32 = 8192;
export const tapsAddress: usize = memory.data(65536 * 4, 16);
export const resampleInputAddress: usize = memory.data(32768 * 4, 16);
export const resampleOutputAddress: usize = memory.data(8192 * 4, 16);

/**
 * Computes output samples one after another.
 *
 * @param outputs - how many
 * @param row - row of taps of the first one, whose input samples begin at the input's start
 * @param up - rows of taps
 * @param down - places that an output is after the one before; one input sample is `up` places
 * @param rowLength - taps in a row, a multiple of 16
 */
export function filterSamples(outputs: i32, row: i32, up: i32, down: i32, rowLength: i32): void {
  const rowBytes = <usize>rowLength << 2;
  let input = resampleInputAddress;
  for (let i: i32 = 0; i < outputs; i++) {
    let sample = input;
    let tap = tapsAddress + <usize>row * rowBytes;
    const end = tap + rowBytes;
    // Four sums of four, so that no addition waits for the one before.
    let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
    while (tap < end) {
      a = f32x4.add(a, f32x4.mul(v128.load(sample), v128.load(tap)));
      b = f32x4.add(b, f32x4.mul(v128.load(sample, 16), v128.load(tap, 16)));
      c = f32x4.add(c, f32x4.mul(v128.load(sample, 32), v128.load(tap, 32)));
      d = f32x4.add(d, f32x4.mul(v128.load(sample, 48), v128.load(tap, 48)));
      sample += 64;
      tap += 64;
    }
    a = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
    const low = f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1);
    const high = f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3);
    store<f32>(resampleOutputAddress + (<usize>i << 2), low + high);
    row += down;
    while (row >= up) {
      row -= up;
      input += 4;
    }
  }
}
