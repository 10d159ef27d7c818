import type { NamedStream } from "@ssl/named-streams";
import ndarray, { type NdArray } from "ndarray";
import type { Box } from "../types.ts";
import { boxOf } from "./arrange.ts";
import { paste } from "./paste.ts";
import { type Sizable, sceneLayout } from "./scene-layout.ts";
import { sceneMask } from "./scene-mask.ts";
import { noiseFloor, sceneMix } from "./scene-mix.ts";
import type { SceneSettings } from "./scene-settings.ts";
import { castShadow } from "./scene-shadow.ts";

/** An object of a benchmark's scene. */
export interface BenchmarkObject {
  /** What it is. */
  readonly class: string;
  /** Whether objects of its class can sound. */
  readonly canSound: boolean;
  /** Whether it sounds in this scene. */
  readonly sounding: boolean;
  /** The bounds of its mask: whole pixels, right and bottom exclusive. */
  readonly box: Box;
  /** `[side, side]`, 1 where it is at least a quarter opaque, else 0; its shadow is not part of it. */
  readonly mask: NdArray<Uint8Array>;
  /** If it sounds: it alone, with what is heard off-screen; mono samples in [−1, 1]. */
  readonly sound?: Float32Array;
  /** The file of its cut-out; a toy has none. */
  readonly picture?: string;
}

/** A picture of objects, some of which sound, and the exact truth about it. */
export interface BenchmarkScene {
  /** [side, side, 3], RGB, 0 … 255. */
  readonly picture: NdArray<Uint8Array>;
  /** Of all objects that sound, and of what is heard off-screen: mono samples in [−1, 1]. */
  readonly sound: Float32Array;
  /** Those that could sound first, in random order; then those that could not. */
  readonly objects: readonly BenchmarkObject[];
  /** The class that is heard and not seen, if the scene has one. */
  readonly offScreen?: string;
  /** The file of the background; the toy world has none. */
  readonly background?: string;
}

/** An object before it has its place. */
export interface Actor extends Sizable {
  readonly canSound: boolean;
  /** What it is heard with; undefined if it does not sound here. */
  readonly voice?: Float32Array;
  readonly picture?: string;
}

/** What a scene is made of. */
export interface Cast {
  readonly actors: readonly Actor[];
  /** [side, side, 3], 0 … 255. */
  readonly ground: Float32Array;
  readonly offScreen?: { readonly class: string; readonly voice: Float32Array };
  readonly background?: string;
  /** Samples in the sounds. */
  readonly length: number;
}

/** Makes the scene of a cast: lays it out, paints it and mixes what is heard. */
export function sceneOfActors(
  caller: string,
  { actors, ground, offScreen, background, length }: Cast,
  settings: SceneSettings,
  stream: (purpose: string) => NamedStream,
): BenchmarkScene {
  const { side, index, sizes, equalArea, shadow, brightnessMatch } = settings;
  const placed = sceneLayout(actors, { side, sizes, equalArea, stream: stream("placement") });
  if (placed === undefined) {
    throw new RangeError(
      `${caller}: expected objects that fit side by side, got ` +
        `${actors.map((actor) => actor.class).join(", ")} of at least ` +
        `${Number((100 * sizes[0]).toFixed(1))} % of the side in scene ${index} of ` +
        `${side} × ${side} pixels. Ask for smaller or fewer objects.`,
    );
  }

  const canvas = ground.slice();
  if (shadow > 0) {
    const angle = Math.PI * (0.15 + 0.7 * stream("light").uniform());
    for (const object of placed) castShadow(canvas, side, object, { strength: shadow, angle });
  }
  for (const object of placed) paste(canvas, ground, side, object, brightnessMatch);
  const picture = new Uint8Array(canvas.length);
  for (let i = 0; i < picture.length; i++) picture[i] = Math.round(canvas[i]!);

  const noise = noiseFloor(length, stream("noise"));
  const beyond = offScreen === undefined ? [] : [offScreen.voice];
  const voices = actors.flatMap(({ voice }) => voice ?? []);
  const sound = sceneMix([...voices, ...beyond], noise);
  return {
    picture: ndarray(picture, [side, side, 3]),
    sound,
    objects: actors.map(({ voice, ...actor }, number) => ({
      class: actor.class,
      canSound: actor.canSound,
      sounding: voice !== undefined,
      box: boxOf(placed[number]!),
      mask: sceneMask(placed[number]!, side),
      ...(voice === undefined
        ? {}
        : { sound: voices.length === 1 ? sound : sceneMix([voice, ...beyond], noise) }),
      ...(actor.picture === undefined ? {} : { picture: actor.picture }),
    })),
    ...(offScreen === undefined ? {} : { offScreen: offScreen.class }),
    ...(background === undefined ? {} : { background }),
  };
}
