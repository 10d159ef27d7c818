/** out[segment, c] = sum of the rows x[row, c] whose ids[row] is that segment; others are left out. */
export function segmentSums(
  x: usize, ids: usize, rows: i32, columns: i32, segments: i32, out: usize,
): void {
  memory.fill(out, 0, <usize>(segments * columns) << 2);
  for (let row = 0; row < rows; row++) {
    const segment = load<i32>(ids + (<usize>row << 2));
    if (<u32>segment < <u32>segments) {
      const to = out + (<usize>(segment * columns) << 2);
      for (let c = 0; c < columns; c++) {
        const at = <usize>c << 2;
        store<f32>(to + at, load<f32>(to + at) + load<f32>(x + at));
      }
    }
    x += <usize>columns << 2;
  }
}
