/** Turns a kernel [height, width, channels, outChannels] half around and swaps its channel axes. */
export function turnedKernel(
  kernel: usize, taps: i32, channels: i32, outChannels: i32, out: usize,
): void {
  for (let tap = 0; tap < taps; tap++) {
    const from = kernel + (<usize>((taps - 1 - tap) * channels * outChannels) << 2);
    const to = out + (<usize>(tap * channels * outChannels) << 2);
    // Squares of 16 x 16 stay in the nearest cache while one axis is read and the other written.
    for (let c0 = 0; c0 < channels; c0 += 16) {
      for (let o0 = 0; o0 < outChannels; o0 += 16) {
        const cEnd = min(channels, c0 + 16), oEnd = min(outChannels, o0 + 16);
        for (let o = o0; o < oEnd; o++) {
          for (let c = c0; c < cEnd; c++) {
            store<f32>(
              to + (<usize>(o * channels + c) << 2),
              load<f32>(from + (<usize>(c * outChannels + o) << 2)),
            );
          }
        }
      }
    }
  }
}

/** Spreads pixels apart: [batch, height, width, channels] with `stride - 1` zeros in between. */
export function spreadPixels(
  x: usize, batch: i32, height: i32, width: i32, channels: i32, strideHeight: i32, strideWidth: i32,
  out: usize,
): void {
  const outHeight = (height - 1) * strideHeight + 1;
  const outWidth = (width - 1) * strideWidth + 1;
  const pixel = <usize>channels << 2;
  memory.fill(out, 0, <usize>(batch * outHeight * outWidth) * pixel);
  for (let n = 0; n < batch; n++) {
    for (let y = 0; y < height; y++) {
      for (let c = 0; c < width; c++) {
        memory.copy(
          out + <usize>((n * outHeight + y * strideHeight) * outWidth + c * strideWidth) * pixel,
          x,
          pixel,
        );
        x += pixel;
      }
    }
  }
}
