import { addPanels, DEPTH, packColumns } from "./matrix-product";

/**
 * Gradient of a convolution with respect to its kernel [kernelHeight, kernelWidth, channels,
 * outChannels]: the product of the patches of x, transposed, and dy, summed over all output pixels.
 * The patches are only ever packed four columns at a time.
 */
export function filterGradient(
  x: usize, height: i32, width: i32, channels: i32,
  dy: usize, batch: i32, outHeight: i32, outWidth: i32, outChannels: i32,
  kernelHeight: i32, kernelWidth: i32, strideHeight: i32, strideWidth: i32, top: i32, left: i32,
  out: usize, scratch: usize,
): void {
  const patchRow = kernelWidth * channels;
  const pixels = batch * outHeight * outWidth;
  const panel = scratch + (<usize>(DEPTH * ((outChannels + 7) & ~7)) << 2);
  const tile = panel + (<usize>DEPTH << 4);
  memory.fill(out, 0, <usize>(kernelHeight * patchRow * outChannels) << 2);
  for (let first = 0; first < pixels; first += DEPTH) {
    const part = min(DEPTH, pixels - first);
    packColumns(scratch, dy + (<usize>(first * outChannels) << 2), outChannels, 1, part, outChannels);
    for (let y = 0; y < kernelHeight; y++) {
      for (let j = 0; j < patchRow; j += 4) {
        packPatches(
          panel, x, height, width * channels, first, part, outHeight, outWidth,
          strideHeight, y - top, strideWidth * channels, j - left * channels,
        );
        addPanels(
          out + (<usize>((y * patchRow + j) * outChannels) << 2), outChannels,
          min(4, patchRow - j), panel, scratch, part, tile,
        );
      }
    }
  }
}

/**
 * Packs, for `count` output pixels, four neighbours in one row of their patches. Row and place in it
 * are `outRow * rowStep + rowShift` and `outColumn * step + shift`; outside of x there are zeros.
 */
function packPatches(
  to: usize, x: usize, height: i32, rowLength: i32, first: i32, count: i32,
  outHeight: i32, outWidth: i32, rowStep: i32, rowShift: i32, step: i32, shift: i32,
): void {
  const end = to + (<usize>count << 4);
  let column = first % outWidth;
  let row = (first / outWidth) % outHeight;
  let image = first / outWidth / outHeight;
  while (to < end) {
    const y = row * rowStep + rowShift;
    const stop = min(end, to + (<usize>(outWidth - column) << 4));
    if (<u32>y < <u32>height) {
      const line = x + (<usize>((image * height + y) * rowLength) << 2);
      let at = column * step + shift;
      while (to < stop) {
        if (at >= 0 && at + 4 <= rowLength) {
          v128.store(to, v128.load(line + (<usize>at << 2)));
        } else {
          for (let c = 0; c < 4; c++) {
            const value: f32 =
              <u32>(at + c) < <u32>rowLength ? load<f32>(line + (<usize>(at + c) << 2)) : 0;
            store<f32>(to + (<usize>c << 2), value);
          }
        }
        at += step;
        to += 16;
      }
    } else {
      memory.fill(to, 0, stop - to);
      to = stop;
    }
    column = 0;
    if (++row == outHeight) {
      row = 0;
      image++;
    }
  }
}
