/** Patterns of the toys that can sound, in the order of their timbres. */
export const TOY_PATTERNS = [
  "stripes",
  "checks",
  "dots",
  "rings",
  "waves",
  "bricks",
  "rays",
  "speckles",
] as const;

/** Patterns of the toys that never sound. */
export const TOY_SILENT_PATTERNS = ["plain", "shaded", "halves", "frames"] as const;

/** How a toy looks, inside its outline. */
export type ToyPattern = (typeof TOY_PATTERNS)[number] | (typeof TOY_SILENT_PATTERNS)[number];

/** The classes of the toy world: those that can sound, and those that never do. */
export interface ToyClasses {
  /** Those that make a sound. */
  readonly sounding: readonly string[];
  /** Those that never do. */
  readonly silent: readonly string[];
}

/** All classes of the toy world: a colour and a pattern. */
export const toyClasses: ToyClasses = {
  sounding: ["warm", "cool"].flatMap((tint) => TOY_PATTERNS.map((pattern) => `${tint} ${pattern}`)),
  silent: ["warm", "cool"].flatMap((tint) =>
    TOY_SILENT_PATTERNS.map((pattern) => `${tint} ${pattern}`),
  ),
};
