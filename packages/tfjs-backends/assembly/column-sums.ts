/**
 * out[group, c] = factor * sum over rows of x[group, row, c], in blocks of 256 rows, which keeps the
 * rounding small.
 */
export function columnSums(
  x: usize, groups: i32, rows: i32, columns: i32, factor: f32, out: usize,
): void {
  memory.fill(out, 0, <usize>(groups * columns) << 2);
  const step = <usize>columns << 2;
  const fours = columns & ~3;
  for (let group = 0; group < groups; group++) {
    for (let first = 0; first < rows; first += 256) {
      const count = min(256, rows - first);
      for (let c = 0; c < fours; c += 4) {
        const to = out + (<usize>c << 2);
        let sum = f32x4.splat(0);
        let at = x + (<usize>c << 2);
        for (let i = 0; i < count; i++) {
          sum = f32x4.add(sum, v128.load(at));
          at += step;
        }
        v128.store(to, f32x4.add(v128.load(to), sum));
      }
      for (let c = fours; c < columns; c++) {
        const to = out + (<usize>c << 2);
        let sum: f32 = 0;
        let at = x + (<usize>c << 2);
        for (let i = 0; i < count; i++) {
          sum += load<f32>(at);
          at += step;
        }
        store<f32>(to, load<f32>(to) + sum);
      }
      x += <usize>count * step;
    }
    for (let c = 0; c < columns; c++) {
      const to = out + (<usize>c << 2);
      store<f32>(to, load<f32>(to) * factor);
    }
    out += step;
  }
}
