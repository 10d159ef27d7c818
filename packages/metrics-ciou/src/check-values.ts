/** Refuses an empty list at the public door; `what` names one entry. */
export function checkSome(caller: string, what: string, { length }: { length: number }): void {
  if (length === 0) throw new RangeError(`${caller}: expected at least one ${what}, got none.`);
}

/** Refuses a value outside 0…1; `NaN`, the score of 0 / 0, may pass. */
export function checkShare(caller: string, what: string, value: number): void {
  if (value < 0 || value > 1) {
    throw new RangeError(
      `${caller}: expected ${what} to be in 0…1 or NaN, got ${value}. Divide percentages by 100.`,
    );
  }
}

/** Refuses a value that is `NaN` or infinite. */
export function checkFinite(caller: string, what: string, value: number): void {
  if (!Number.isFinite(value)) {
    throw new RangeError(`${caller}: expected ${what} to be finite, got ${value}.`);
  }
}
