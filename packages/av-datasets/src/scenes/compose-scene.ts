import { type NamedStream, namedStream } from "@ssl/named-streams";
import ndarray, { type NdArray } from "ndarray";
import type { Box } from "../types.ts";
import { arrange, boxOf, LEAST_SIZE } from "./arrange.ts";
import { paste } from "./paste.ts";
import { recordingClip, type Split } from "./recording-clip.ts";
import { sceneGround } from "./scene-ground.ts";
import { sceneMask } from "./scene-mask.ts";
import type { ScenePack } from "./scene-pack.ts";

/** Which scene to compose, and of how much. */
export interface ComposeSceneOptions {
  /** The run's seed, an integer in 0 … 2³² − 1. */
  readonly seed: number;
  /** The scene's number, an integer from 0; every number is another scene. */
  readonly index: number;
  /** Decides the backgrounds, the half of the recordings and the random numbers; none is shared. */
  readonly split: Split;
  /** Width and height of the picture, in pixels. @default 96 */
  readonly side?: number;
  /** Objects that could sound, of different classes; one of them does. @default 1 */
  readonly sounding?: number;
  /** Objects that make no sound. @default 0 */
  readonly silent?: number;
  /** Length of the waveform, in seconds. @default 0.75 */
  readonly seconds?: number;
  /**
   * Least and greatest square root of an object's box area, as a share of `side`.
   *
   * @default [0.45, 0.65] divided by the square root of the number of objects
   */
  readonly sizes?: readonly [least: number, greatest: number];
}

/** An object of a scene. */
export interface SceneObject {
  /** Its class in the pack. */
  readonly class: string;
  /** Whether it could sound. */
  readonly sounding: boolean;
  /** Whether it is the one that sounds. */
  readonly audible: boolean;
  /** Of its visible pixels, whole numbers. */
  readonly box: Box;
}

/** A composed picture, the sound of one of its objects and where that object is. */
export interface Scene {
  /** [side, side, 3], RGB, 0 … 255. */
  readonly picture: NdArray<Uint8Array>;
  /** The class that sounds. */
  readonly label: string;
  /** Those that could sound first. */
  readonly objects: readonly SceneObject[];
  /** `[side, side]`, 1 where a pixel of the audible object is at least a quarter opaque, else 0. */
  readonly mask: NdArray<Uint8Array>;
  /** The audible object's: the exact bounds of the mask. */
  readonly box: Box;
  /** Mono samples in [−1, 1] at the pack's rate. */
  readonly waveform: Float32Array;
}

/**
 * Composes a scene: objects on a background, one of which sounds.
 *
 * Not in the paper: a test in which the truth is exact and a map that does not listen must fail.
 * Boxes do not overlap, and all objects of a scene, silent ones too, have the same box area
 * (± 20 %), so that neither size nor overlap betrays what sounds. The background is a random
 * square, 40 … 100 % of the photograph's shorter side; every object is mirrored half of the time
 * and its brightness brought towards that of its place (gain 0.7 … 1.25). If the objects do not
 * fit, all are made smaller by tenths. The function is pure and waits for nothing: equal arguments
 * give equal bytes, in a worker too.
 *
 * @param pack - what `loadScenePack` returns; borrowed
 * @param options - the scene's number, its split and its size
 * @returns the scene; the caller's own
 * @throws RangeError if an option is out of range, the pack has fewer objects or backgrounds than
 * the scene needs, or the objects do not fit
 * @example
 * ```ts
 * import { composeScene, loadScenePack } from "@ssl/av-datasets";
 * import { demoDataFolder } from "@ssl/demo-data";
 *
 * const pack = await loadScenePack(demoDataFolder);
 * const scene = composeScene(pack, { seed: 1, index: 0, split: "train", sounding: 2 });
 * console.log(scene.picture.shape, scene.waveform.length); // [ 96, 96, 3 ] 16538
 * ```
 */
export function composeScene(pack: ScenePack, options: ComposeSceneOptions): Scene {
  const { seed, index, split, side, sounding, silent, seconds, sizes } = checked(pack, options);
  const stream = (purpose: string): NamedStream =>
    namedStream(seed, `scene/${split}/${index}/${purpose}`);

  const cast = stream("cast");
  const chosen = [
    ...draw(pack.sounding, sounding, cast).map((object) => ({ object, sounding: true })),
    ...draw(pack.silent, silent, cast).map((object) => ({ object, sounding: false })),
  ];
  const audible = cast.below(sounding);
  const ground = groundOf(pack, split, side, stream("background"));
  const placed = arrange(
    chosen.map(({ object }) => object.picture),
    { side, sizes, stream: stream("placement") },
  );

  const canvas = ground.slice();
  for (const object of placed) paste(canvas, ground, side, object);
  const picture = new Uint8Array(canvas.length);
  for (let i = 0; i < picture.length; i++) picture[i] = Math.round(canvas[i]!);

  const objects = chosen.map(({ object, sounding }, number) => ({
    class: object.class,
    sounding,
    audible: number === audible,
    box: boxOf(placed[number]!),
  }));
  const source = pack.sounding.find((object) => object.class === objects[audible]!.class)!;
  return {
    picture: ndarray(picture, [side, side, 3]),
    label: source.class,
    objects,
    mask: sceneMask(placed[audible]!, side),
    box: objects[audible]!.box,
    waveform: recordingClip(source.waveform, {
      split,
      sampleRate: pack.sampleRate,
      length: Math.round(seconds * pack.sampleRate),
      stream: stream("sound"),
    }),
  };
}

function checked(pack: ScenePack, options: ComposeSceneOptions): Required<ComposeSceneOptions> {
  const { side = 96, sounding = 1, silent = 0, seconds = 0.75 } = options;
  const { seed, index, split } = options;
  if (split !== "train" && split !== "test") {
    throw new RangeError(
      `composeScene: expected split to be "train" or "test", got ${JSON.stringify(split)}.`,
    );
  }
  const integers: [name: string, value: number, least: number, most: number, cure: string][] = [
    ["seed", seed, 0, 2 ** 32 - 1, ""],
    ["index", index, 0, Number.MAX_SAFE_INTEGER, ""],
    ["side", side, 2 * LEAST_SIZE, 4096, ""],
    ["sounding", sounding, 1, pack.sounding.length, " The pack has no more sounding classes."],
    ["silent", silent, 0, pack.silent.length, " The pack has no more silent classes."],
  ];
  for (const [name, value, least, most, cure] of integers) {
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new RangeError(
        `composeScene: expected ${name} to be an integer in ${least} … ${most}, got ${value}.` +
          (value > most ? cure : ""),
      );
    }
  }
  if (!(Math.round(seconds * pack.sampleRate) >= 1 && seconds <= 3600)) {
    throw new RangeError(
      `composeScene: expected seconds of one sample to one hour, got ${seconds}.`,
    );
  }
  const spread = Math.sqrt(sounding + silent);
  const sizes = options.sizes ?? [0.45 / spread, 0.65 / spread];
  const [least, greatest] = sizes;
  if (!(least > 0 && least <= greatest && greatest <= 1)) {
    throw new RangeError(
      `composeScene: expected sizes of 0 < least ≤ greatest ≤ 1, got ${least}, ${greatest}.`,
    );
  }
  if (pack.backgrounds.length < 2) {
    throw new RangeError(
      "composeScene: expected a pack of at least 2 backgrounds, one for each split, " +
        `got ${pack.backgrounds.length}.`,
    );
  }
  return { seed, index, split, side, sounding, silent, seconds, sizes };
}

function draw<T>(from: readonly T[], count: number, stream: NamedStream): T[] {
  return Array.from(stream.permutation(from.length).subarray(0, count), (place) => from[place]!);
}

/** A random square of one of the split's backgrounds: [side, side, 3]. */
function groundOf(pack: ScenePack, split: Split, side: number, stream: NamedStream): Float32Array {
  const parity = split === "train" ? 0 : 1;
  const candidates = pack.backgrounds.filter((_, place) => place % 2 === parity);
  const background = candidates[stream.below(candidates.length)]!;
  return sceneGround(background, side, stream);
}
