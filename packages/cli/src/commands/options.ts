import { InvalidArgumentError, Option } from "commander";

/** Reads a whole number of at least `least` from the command line. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least || text.trim() === "") {
      throw new InvalidArgumentError(`Expected a whole number of at least ${least}.`);
    }
    return value;
  };
}

/** Reads an even number of at least 2 from the command line. */
export function evenNumber(text: string): number {
  const value = wholeNumber(2)(text);
  if (value % 2 !== 0) throw new InvalidArgumentError("Expected an even number.");
  return value;
}

/** Reads a seed, a whole number of 32 bits, from the command line. */
export function seedNumber(text: string): number {
  const value = wholeNumber(0)(text);
  if (value > 0xffffffff) throw new InvalidArgumentError("Expected a seed of at most 4294967295.");
  return value;
}

/** Reads a number above 0 from the command line. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError("Expected a number above 0.");
  }
  return value;
}

/** `--backend`, the same for every command that computes. */
export function backendOption(): Option {
  return new Option("--backend <name>", "what computes: auto picks the fastest that is there")
    .choices(["auto", "wasm", "cpu", "native"])
    .default("auto");
}
