import type { Normalisation } from "./protocol.ts";

/** What a normalisation needs to know of a map. */
export interface MapRange {
  /** Least value of the resized map. */
  readonly least: number;
  /** Greatest value of the resized map. */
  readonly greatest: number;
  /** Greatest value of the map as it was given. */
  readonly greatestGiven: number;
}

/** A normalisation of one map's values. */
export interface ValueScale {
  /** The normalised value; it never falls as the value rises. */
  normalised(value: number): number;
  /** About which value has this normalised one. */
  original(level: number): number;
}

const { fround } = Math;

/**
 * A normalisation of one map's values, in single precision and in the order of the published
 * evaluators. Because it never falls, a threshold on normalised values is one on the map's own.
 */
export function valueScale(
  normalisation: Normalisation,
  { least, greatest, greatestGiven }: MapRange,
): ValueScale {
  if (typeof normalisation === "object") return between(normalisation.from, normalisation.to);
  const constant = least === greatest;
  switch (normalisation) {
    case "none":
      return identity;
    case "min-max":
      return constant ? always(0) : between(least, greatest);
    case "min-max, constants kept":
      return constant ? identity : between(least, greatest);
    case "flipped min-max, constants kept":
      return constant ? shifted : flipped(least, greatest);
    case "divided by maximum":
      return greatest > 0 ? divided(greatest) : always(0);
    case "divided by maximum before resizing":
      if (greatestGiven > 0) return divided(greatestGiven);
      return always(greatestGiven < 0 ? 1 : Number.NaN);
  }
}

const identity: ValueScale = { normalised: (value) => value, original: (level) => level };

const shifted: ValueScale = {
  normalised: (value) => fround(1 + value),
  original: (level) => level - 1,
};

function always(level: number): ValueScale {
  return { normalised: () => level, original: () => 0 };
}

function between(from: number, to: number): ValueScale {
  const range = fround(to - from);
  return {
    normalised: (value) => fround(fround(value - from) / range),
    original: (level) => from + level * range,
  };
}

function flipped(least: number, greatest: number): ValueScale {
  const range = fround(greatest - least);
  return {
    normalised: (value) => fround(1 - fround(fround(greatest - value) / range)),
    original: (level) => least + level * range,
  };
}

function divided(by: number): ValueScale {
  return { normalised: (value) => fround(value / by), original: (level) => level * by };
}
