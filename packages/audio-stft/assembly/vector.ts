// A vector holds one number of four frames, in 16 bytes. A complex vector lies in two arrays of
// memory, `re` and `im`, at the same index. The names are those of the algebra, so that the
// butterflies read as formulas.

// @ts-ignore: decorator
@inline export function get(array: usize, index: usize): v128 {
  return v128.load(array + (index << 4));
}

// @ts-ignore: decorator
@inline export function put(array: usize, index: usize, value: v128): void {
  v128.store(array + (index << 4), value);
}

// @ts-ignore: decorator
@inline export function add(a: v128, b: v128): v128 {
  return f32x4.add(a, b);
}

// @ts-ignore: decorator
@inline export function sub(a: v128, b: v128): v128 {
  return f32x4.sub(a, b);
}

// @ts-ignore: decorator
@inline export function mul(a: v128, b: v128): v128 {
  return f32x4.mul(a, b);
}

// @ts-ignore: decorator
@inline export function scale(factor: f32, a: v128): v128 {
  return f32x4.mul(f32x4.splat(factor), a);
}
