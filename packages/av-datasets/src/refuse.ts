/** Throws a RangeError by the mould of this package. */
export function refuse(
  caller: string,
  expected: string,
  got: string,
  cure = "",
  cause?: unknown,
): never {
  const message = `${caller}: expected ${expected}, got ${got}.${cure && ` ${cure}`}`;
  throw new RangeError(message, cause === undefined ? {} : { cause });
}

/** A name in quotes; of a long one the beginning. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}

/** Up to ten names in quotes. */
export function quotedList(names: readonly string[]): string {
  const more = names.length - 10;
  return names.slice(0, 10).map(quoted).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Does something with a file or folder; says which it was if the system refuses it. */
export async function orFileError<T>(
  caller: string,
  path: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause)) throw cause;
    const message = `${caller}: expected a readable file or folder at ${path}, got ${cause.code}.`;
    throw new Error(message, { cause });
  }
}
