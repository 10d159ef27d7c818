// The address of a word.
// @ts-ignore: decorator
@inline export function address(word: i32): usize {
  return <usize>word << 2;
}

// The sum of four integers.
// @ts-ignore: decorator
@inline export function total(counts: v128): i32 {
  return (
    i32x4.extract_lane(counts, 0) +
    i32x4.extract_lane(counts, 1) +
    i32x4.extract_lane(counts, 2) +
    i32x4.extract_lane(counts, 3)
  );
}
