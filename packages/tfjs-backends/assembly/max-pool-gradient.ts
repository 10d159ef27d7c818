/**
 * Gradient of max pooling: each window hands its dy to its first largest element (in reading order).
 */
export function maxPoolGradient(
  x: usize, batch: i32, height: i32, width: i32, channels: i32,
  dy: usize, outHeight: i32, outWidth: i32,
  windowHeight: i32, windowWidth: i32, strideHeight: i32, strideWidth: i32, top: i32, left: i32,
  dx: usize,
): void {
  memory.fill(dx, 0, <usize>(batch * height * width * channels) << 2);
  const fours = channels & ~3;
  for (let n = 0; n < batch; n++) {
    for (let row = 0; row < outHeight; row++) {
      const y0 = row * strideHeight - top;
      const yFirst = max(0, y0), yEnd = min(height, y0 + windowHeight);
      for (let column = 0; column < outWidth; column++) {
        const x0 = column * strideWidth - left;
        const xFirst = max(0, x0), xEnd = min(width, x0 + windowWidth);
        for (let c = 0; c < fours; c += 4) {
          let largest = f32x4.splat(-Infinity);
          for (let y = yFirst; y < yEnd; y++) {
            let at = <usize>(((n * height + y) * width + xFirst) * channels + c) << 2;
            for (let i = xFirst; i < xEnd; i++) {
              largest = f32x4.pmax(largest, v128.load(x + at));
              at += <usize>channels << 2;
            }
          }
          let left = v128.load(dy + (<usize>c << 2));
          for (let y = yFirst; y < yEnd; y++) {
            let at = <usize>(((n * height + y) * width + xFirst) * channels + c) << 2;
            for (let i = xFirst; i < xEnd; i++) {
              const here = f32x4.eq(v128.load(x + at), largest);
              v128.store(dx + at, f32x4.add(v128.load(dx + at), v128.and(left, here)));
              left = v128.andnot(left, here);
              at += <usize>channels << 2;
            }
          }
        }
        for (let c = fours; c < channels; c++) {
          let largest: f32 = -Infinity;
          let place: usize = 0;
          let found = false;
          for (let y = yFirst; y < yEnd; y++) {
            let at = <usize>(((n * height + y) * width + xFirst) * channels + c) << 2;
            for (let i = xFirst; i < xEnd; i++) {
              const value = load<f32>(x + at);
              if (value > largest) {
                largest = value;
                place = at;
                found = true;
              }
              at += <usize>channels << 2;
            }
          }
          if (found) {
            store<f32>(dx + place, load<f32>(dx + place) + load<f32>(dy + (<usize>c << 2)));
          }
        }
        dy += <usize>channels << 2;
      }
    }
  }
}
