/** Lets a positive integer of at most `most` through and refuses everything else. */
export function positiveInteger(
  caller: string,
  name: string,
  value: unknown,
  most: number = Number.MAX_SAFE_INTEGER,
): number {
  const range = most === Number.MAX_SAFE_INTEGER ? "of at least 1" : `in 1 … ${most}`;
  const expected = `${caller}: expected ${name} to be an integer ${range}, got `;
  if (typeof value !== "number") throw new TypeError(`${expected}${typeof value}.`);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new RangeError(`${expected}${value}.`);
  }
  return value;
}
