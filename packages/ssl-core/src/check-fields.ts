/** What a field may hold: a test, and the test in words. */
export interface FieldRule {
  readonly holds: (value: unknown) => boolean;
  readonly words: string;
}

/** A finite number above 0. */
export const positive: FieldRule = {
  holds: (value) => Number.isFinite(value) && (value as number) > 0,
  words: "a number above 0",
};

/** A finite number of at least 0. */
export const rate: FieldRule = {
  holds: (value) => Number.isFinite(value) && (value as number) >= 0,
  words: "a number of at least 0",
};

/** A whole number between two bounds. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER): FieldRule {
  return {
    holds: (value) =>
      Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most,
    words:
      most === Number.MAX_SAFE_INTEGER
        ? `a whole number of at least ${least}`
        : `a whole number in ${least} … ${most}`,
  };
}

/** One of a few texts. */
export function oneOf(...choices: readonly string[]): FieldRule {
  return {
    holds: (value) => choices.includes(value as string),
    words: choices.map((choice) => JSON.stringify(choice)).join(" or "),
  };
}

/**
 * Checks a plain object field by field, at a public door. Schema libraries do this too, and are larger
 * than all else that a localizing page loads beside tfjs.
 *
 * @param value - anything
 * @param expected - the start of the error's text, for example `"train: expected a configuration"`
 * @param rules - a rule for every field; there may be no others
 * @returns a new object with the checked fields, in the rules' order
 * @throws RangeError that names every field at fault
 */
export function checkFields<T extends object>(
  value: unknown,
  expected: string,
  rules: Readonly<Record<keyof T & string, FieldRule>>,
): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new RangeError(`${expected}, got ${JSON.stringify(value)}.`);
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const faults = Object.entries<FieldRule>(rules)
    .filter(([name, { holds }]) => !Object.hasOwn(fields, name) || !holds(fields[name]))
    .map(([name, { words }]) => `${name}: expected ${words}, got ${shown(fields[name])}`);
  for (const name of Object.keys(fields)) {
    if (!Object.hasOwn(rules, name)) faults.push(`${name}: there is no such field`);
  }
  if (faults.length > 0) throw new RangeError(`${expected}, got a fault in ${faults.join("; ")}.`);
  return Object.fromEntries(Object.keys(rules).map((name) => [name, fields[name]])) as T;
}

/** A value as an error shows it. */
function shown(value: unknown): string {
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "nothing");
}
