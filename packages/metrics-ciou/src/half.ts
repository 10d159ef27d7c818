/** A half of a concatenated picture. */
export type Half = "left" | "right";

/** Checks that a map has two halves and that one of them is named. */
export function checkHalf(caller: string, side: Half, width: number): void {
  if (side !== "left" && side !== "right") {
    throw new RangeError(`${caller}: expected side to be "left" or "right", got "${side}".`);
  }
  if (width < 2) {
    throw new RangeError(
      `${caller}: expected a map of at least two columns, got one. It has no sides.`,
    );
  }
}
