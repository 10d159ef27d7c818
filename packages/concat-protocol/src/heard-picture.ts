/** A picture with its sound, as those who draw foreign sounds and pairs need to know it. */
export interface HeardPicture {
  /** The sample's name, from which its draws come; unique in its set. */
  readonly id: string;
  /** What several samples are part of: one picture with two sounds, one film; else the id. */
  readonly group: string;
  /** What sounds; empty where nobody said. */
  readonly sounding: readonly string[];
  /** What in the picture could sound and does not, where that is known. */
  readonly silent?: readonly string[];
}

/** Checks samples at the public door. */
export function checkHeard(caller: string, samples: readonly HeardPicture[]): void {
  const ids = new Set(samples.map(({ id }) => id));
  if (ids.size === samples.length) return;
  const twice = samples.find(({ id }, i) => samples.findIndex((other) => other.id === id) < i);
  throw new RangeError(`${caller}: expected every id once, got "${twice?.id}" twice.`);
}

/** Whether nothing in the picture could make the other one's sound, as far as is known. */
export function isForeign(picture: HeardPicture, other: HeardPicture): boolean {
  if (picture.group === other.group) return false;
  for (const name of other.sounding) {
    if (picture.sounding.includes(name) || picture.silent?.includes(name)) return false;
  }
  return true;
}
