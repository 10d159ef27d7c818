/** Refuses NaN and infinities, naming the first one's place. */
export function checkFinite(
  caller: string,
  name: string,
  values: Float32Array,
  shape: readonly number[],
): void {
  // A product with 0 is 0 or NaN; four sums, so that no addition waits for the one before.
  const whole = values.length - (values.length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    a += values[i]! * 0;
    b += values[i + 1]! * 0;
    c += values[i + 2]! * 0;
    d += values[i + 3]! * 0;
  }
  for (let i = whole; i < values.length; i++) a += values[i]! * 0;
  if (a + b + c + d === 0) return;
  const index = values.findIndex((value) => !Number.isFinite(value));
  const place: number[] = [];
  let rest = index;
  for (const side of shape.toReversed()) {
    place.unshift(rest % side);
    rest = Math.floor(rest / side);
  }
  throw new RangeError(
    `${caller}: expected ${name} of finite float32 numbers, ` +
      `got ${values[index]} at index ${place.join(", ")}. Repair or leave out the clip.`,
  );
}
