/** Throws an error: what was expected, what was there, and the cure. */
export type Fail = (expected: string, got: string, cure?: string, cause?: unknown) => never;

/** Makes the errors of one function, or of one file that it reads: RangeErrors that begin alike. */
export function failure(beginning: string): Fail {
  return (expected, got, cure = "", cause) => {
    const message = `${beginning} ${expected}, got ${got}.${cure && ` ${cure}`}`;
    throw new RangeError(message, cause === undefined ? {} : { cause });
  };
}

/** Enough of a text to know it again. */
export function quoted(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return JSON.stringify(shown);
}

/** The cure of most files that end early. */
export const cutOff = "The file may be cut off.";

/** The cure of files that contradict themselves. */
export const damaged = "The file may be damaged.";
