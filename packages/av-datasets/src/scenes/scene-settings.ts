import { LEAST_SIZE } from "./arrange.ts";
import type { Split } from "./recording-clip.ts";

/** Which scene to make, and of what kind. */
export interface BenchmarkSceneOptions {
  /** The run's seed, an integer in 0 … 2³² − 1. */
  readonly seed: number;
  /** The scene's number, an integer from 0; every number is another scene. */
  readonly index: number;
  /** Part of the name of every random stream: training and test scenes share no draw. */
  readonly part?: Split;
  /** Width and height of the picture, in pixels. @default 256 */
  readonly side?: number;
  /** Objects that could sound, of different classes. @default 2 */
  readonly objects?: number;
  /** How many of them do, drawn at random. @default 1 */
  readonly sounding?: number;
  /** Objects of classes that never sound. @default 0 */
  readonly distractors?: number;
  /**
   * Least and greatest square root of an object's box area, as a share of `side`.
   *
   * @default [0.45, 0.65] divided by the square root of the number of objects
   */
  readonly sizes?: readonly [least: number, greatest: number];
  /**
   * All objects of a scene have the same box area (± 20 %), so that size is no cue; else each has
   * its own.
   *
   * @default true
   */
  readonly equalArea?: boolean;
  /** Share of the scenes, 0 … 1, in which one more class is heard, and not seen. @default 0 */
  readonly offScreen?: number;
  /** Length of the sounds, in seconds. @default 10 */
  readonly seconds?: number;
  /** Bring each object's brightness towards that of its place, gain 0.7 … 1.25. @default true */
  readonly brightnessMatch?: boolean;
  /** Standard deviation of the blur of objects' edges, in pixels; 0 for none. @default 0.6 */
  readonly edgeBlur?: number;
  /** How much darker the deepest shadow is, 0 … 1; 0 for none. @default 0.35 */
  readonly shadow?: number;
}

/** Options with their defaults, and `part` as a piece of a stream's name. */
export type SceneSettings = Required<Omit<BenchmarkSceneOptions, "part">> & {
  readonly part: Split | "whole";
};

/** Fills in the defaults and checks that every option is in its range. */
export function sceneSettings(caller: string, options: BenchmarkSceneOptions): SceneSettings {
  const { objects = 2, distractors = 0 } = options;
  const spread = Math.sqrt(objects + distractors);
  const settings: SceneSettings = {
    seed: options.seed,
    index: options.index,
    part: options.part ?? "whole",
    side: options.side ?? 256,
    objects,
    sounding: options.sounding ?? 1,
    distractors,
    sizes: options.sizes ?? [0.45 / spread, 0.65 / spread],
    equalArea: options.equalArea ?? true,
    offScreen: options.offScreen ?? 0,
    seconds: options.seconds ?? 10,
    brightnessMatch: options.brightnessMatch ?? true,
    edgeBlur: options.edgeBlur ?? 0.6,
    shadow: options.shadow ?? 0.35,
  };
  check(caller, settings);
  return settings;
}

function check(caller: string, settings: SceneSettings): void {
  const { part, side, objects, sounding, distractors, sizes } = settings;
  const refuse = (what: string, got: string, cure = ""): never => {
    throw new RangeError(`${caller}: expected ${what}, got ${got}.${cure && ` ${cure}`}`);
  };
  if (!["train", "test", "whole"].includes(part)) {
    refuse('part to be "train" or "test"', JSON.stringify(part));
  }
  const integers: [name: string, value: number, least: number, most: number][] = [
    ["seed", settings.seed, 0, 2 ** 32 - 1],
    ["index", settings.index, 0, Number.MAX_SAFE_INTEGER],
    ["side", side, 2 * LEAST_SIZE, 4096],
    ["objects", objects, 1, 100],
    ["sounding", sounding, 1, objects],
    ["distractors", distractors, 0, 100],
  ];
  for (const [name, value, least, most] of integers) {
    if (!Number.isInteger(value) || value < least || value > most) {
      refuse(`${name} to be an integer in ${least} … ${most}`, String(value));
    }
  }
  const numbers: [name: string, value: number, most: number][] = [
    ["offScreen", settings.offScreen, 1],
    ["edgeBlur", settings.edgeBlur, 10],
    ["shadow", settings.shadow, 1],
  ];
  for (const [name, value, most] of numbers) {
    if (!(value >= 0 && value <= most)) refuse(`${name} in 0 … ${most}`, String(value));
  }
  if (!(settings.seconds >= 0.05 && settings.seconds <= 3600)) {
    refuse("seconds in 0.05 … 3600", String(settings.seconds));
  }
  const [least, greatest] = sizes;
  if (!(least > 0 && least <= greatest && greatest <= 1)) {
    refuse("sizes of 0 < least ≤ greatest ≤ 1", `${least}, ${greatest}`);
  }
  if (least * side < LEAST_SIZE) {
    refuse(
      `sizes of at least ${LEAST_SIZE} pixels`,
      `${least} of ${side}`,
      "Ask for larger or fewer objects, or for a larger side.",
    );
  }
  const count = objects + distractors;
  if (count * least ** 2 > 1) {
    refuse(
      "objects that fit side by side",
      `${count} of at least ${Number((100 * least ** 2).toFixed(1))} % of the picture each`,
      "Ask for smaller or fewer objects.",
    );
  }
}
