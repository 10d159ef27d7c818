// out[m, n] += sum over k of a[k, m] * b[k, n], in tiles of 4 x 8 held in registers. Both factors are
// packed first (a: 4 columns a panel, b: 8), so that the inner loop reads memory in order.

/** Terms of the sum that are packed and added at a time; partial sums keep the rounding small. */
export const DEPTH: i32 = 256;

/** Bytes of scratch that a product with `n` columns needs: b's panels, one panel of a, one tile. */
export function scratchBytes(n: i32): i32 {
  return DEPTH * ((n + 7) & ~7) * 4 + DEPTH * 16 + 128;
}

/** Packs `depth` rows of b, each `n` long, into panels of 8 columns; missing columns are zero. */
// @ts-ignore: decorator
@inline
export function packColumns(
  to: usize, b: usize, rowStride: i32, columnStride: i32, depth: i32, n: i32,
): void {
  for (let j = 0; j < n; j += 8) {
    let from = b + (<usize>(j * columnStride) << 2);
    if (columnStride == 1 && j + 8 <= n) {
      for (let k = 0; k < depth; k++) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
        to += 32;
        from += <usize>rowStride << 2;
      }
    } else {
      const width = min(8, n - j);
      for (let k = 0; k < depth; k++) {
        for (let c = 0; c < 8; c++) {
          const value: f32 = c < width ? load<f32>(from + (<usize>(c * columnStride) << 2)) : 0;
          store<f32>(to + (<usize>c << 2), value);
        }
        to += 32;
        from += <usize>rowStride << 2;
      }
    }
  }
}

/** Packs 4 columns of a (fewer at the edge) into one panel; missing columns are zero. */
// @ts-ignore: decorator
@inline
function packRows(
  to: usize, a: usize, termStride: i32, columnStride: i32, depth: i32, width: i32,
): void {
  if (columnStride == 1 && width == 4) {
    for (let k = 0; k < depth; k++) {
      v128.store(to, v128.load(a));
      to += 16;
      a += <usize>termStride << 2;
    }
    return;
  }
  for (let k = 0; k < depth; k++) {
    for (let c = 0; c < 4; c++) {
      const value: f32 = c < width ? load<f32>(a + (<usize>(c * columnStride) << 2)) : 0;
      store<f32>(to + (<usize>c << 2), value);
    }
    to += 16;
    a += <usize>termStride << 2;
  }
}

// @ts-ignore: decorator
@inline
function add(at: usize, low: v128, high: v128): void {
  v128.store(at, f32x4.add(v128.load(at), low));
  v128.store(at, f32x4.add(v128.load(at, 16), high), 16);
}

/** Adds the product of one panel of a (4 wide) and one of b (8 wide) to `height` x `width` of out. */
function addTile(
  out: usize, n: i32, height: i32, width: i32, a: usize, b: usize, depth: i32, tile: usize,
): void {
  let r00 = f32x4.splat(0), r01 = f32x4.splat(0), r10 = f32x4.splat(0), r11 = f32x4.splat(0);
  let r20 = f32x4.splat(0), r21 = f32x4.splat(0), r30 = f32x4.splat(0), r31 = f32x4.splat(0);
  for (let k = 0; k < depth; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load_splat<f32>(a);
    r00 = f32x4.add(r00, f32x4.mul(a0, b0));
    r01 = f32x4.add(r01, f32x4.mul(a0, b1));
    const a1 = v128.load_splat<f32>(a, 4);
    r10 = f32x4.add(r10, f32x4.mul(a1, b0));
    r11 = f32x4.add(r11, f32x4.mul(a1, b1));
    const a2 = v128.load_splat<f32>(a, 8);
    r20 = f32x4.add(r20, f32x4.mul(a2, b0));
    r21 = f32x4.add(r21, f32x4.mul(a2, b1));
    const a3 = v128.load_splat<f32>(a, 12);
    r30 = f32x4.add(r30, f32x4.mul(a3, b0));
    r31 = f32x4.add(r31, f32x4.mul(a3, b1));
    a += 16;
    b += 32;
  }
  const row = <usize>n << 2;
  if (height == 4 && width == 8) {
    add(out, r00, r01);
    add(out + row, r10, r11);
    add(out + 2 * row, r20, r21);
    add(out + 3 * row, r30, r31);
    return;
  }
  v128.store(tile, r00);
  v128.store(tile, r01, 16);
  v128.store(tile, r10, 32);
  v128.store(tile, r11, 48);
  v128.store(tile, r20, 64);
  v128.store(tile, r21, 80);
  v128.store(tile, r30, 96);
  v128.store(tile, r31, 112);
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const at = out + <usize>i * row + (<usize>j << 2);
      store<f32>(at, load<f32>(at) + load<f32>(tile + (<usize>(i * 8 + j) << 2)));
    }
  }
}

/** Adds the product of one packed panel of a and all packed panels of b to `height` rows of out. */
// @ts-ignore: decorator
@inline
export function addPanels(
  out: usize, n: i32, height: i32, a: usize, b: usize, depth: i32, tile: usize,
): void {
  for (let j = 0; j < n; j += 8) {
    addTile(out + (<usize>j << 2), n, height, min(8, n - j), a, b, depth, tile);
    b += <usize>depth << 5;
  }
}

/**
 * out [m, n] = a b, where a(m, k) lies at a + m * aRow + k * aColumn and b(k, n) at b + k * bRow +
 * n * bColumn (strides in elements, so that either may be transposed).
 */
export function matrixProduct(
  a: usize, aRow: i32, aColumn: i32, b: usize, bRow: i32, bColumn: i32,
  m: i32, n: i32, depth: i32, out: usize, scratch: usize,
): void {
  const panel = scratch + (<usize>(DEPTH * ((n + 7) & ~7)) << 2);
  const tile = panel + (<usize>DEPTH << 4);
  memory.fill(out, 0, <usize>(m * n) << 2);
  for (let k = 0; k < depth; k += DEPTH) {
    const part = min(DEPTH, depth - k);
    packColumns(scratch, b + (<usize>(k * bRow) << 2), bRow, bColumn, part, n);
    for (let i = 0; i < m; i += 4) {
      const height = min(4, m - i);
      packRows(panel, a + (<usize>(i * aRow + k * aColumn) << 2), aColumn, aRow, part, height);
      addPanels(out + (<usize>(i * n) << 2), n, height, panel, scratch, part, tile);
    }
  }
}
