/** The half of a concatenated picture in which the source of the sound stands. */
export type Side = "left" | "right";

/** Checks a side given by a caller. */
export function checkSide(caller: string, side: Side): void {
  if (side !== "left" && side !== "right") {
    throw new RangeError(`${caller}: expected side to be "left" or "right", got "${side}".`);
  }
}
