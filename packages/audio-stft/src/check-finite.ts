/** Refuses NaN and infinities, naming the first one's place. */
export function checkFinite(
  caller: string,
  name: string,
  values: Float32Array,
  shape: readonly number[],
): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    const place: number[] = [];
    let rest = i;
    for (const side of shape.toReversed()) {
      place.unshift(rest % side);
      rest = Math.floor(rest / side);
    }
    throw new RangeError(
      `${caller}: expected ${name} of finite float32 numbers, ` +
        `got ${values[i]} at index ${place.join(", ")}. Repair or leave out the clip.`,
    );
  }
}
