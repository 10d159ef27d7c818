import { type NamedStream, namedStream } from "@ssl/named-streams";
import { type Actor, type BenchmarkScene, sceneOfActors } from "./scene-of-actors.ts";
import { type BenchmarkSceneOptions, sceneSettings } from "./scene-settings.ts";
import { type ToyClasses, toyClasses } from "./toy-classes.ts";
import { toyGround } from "./toy-ground.ts";
import { toyLook } from "./toy-look.ts";
import { toyVoice } from "./toy-voice.ts";

/** Which toy scene to make, and of what kind. */
export interface ToySceneOptions extends BenchmarkSceneOptions {
  /** Rate of the sounds, in Hz. @default 22050 */
  readonly sampleRate?: number;
  /** The classes that it may hold. @default toyClasses */
  readonly classes?: ToyClasses;
}

/**
 * Makes a scene of the toy world, which needs no files: textured objects, each class with a timbre of
 * its own, and the exact truth about them.
 *
 * Not in the paper; for tests, and for runs of any length. Sixteen classes can sound: eight patterns
 * in warm and cool colours, each with its own pitch, timbre and rhythm, so that which sound belongs
 * to which look can be learned. Eight more never sound. Outline, size and place are random and tell
 * nothing; colours, scale and angle of the pattern, pitch and rhythm differ a little from toy to toy.
 * All options are those of `benchmarkScene`. The function is pure: equal arguments give equal scenes.
 *
 * @param options - the scene's number and what it is to hold
 * @returns the scene; the caller's own
 * @throws RangeError if an option is out of range, a class is unknown, the scene needs more classes
 * than there are, or the objects do not fit at the least size
 * @example
 * ```ts
 * import { toyScene } from "@ssl/av-datasets";
 *
 * const { picture, sound, objects } = toyScene({ seed: 1, index: 0, side: 128, seconds: 2 });
 * console.log(picture.shape, sound.length, objects.length); // [ 128, 128, 3 ] 44100 2
 * ```
 */
export function toyScene(options: ToySceneOptions): BenchmarkScene {
  const { sampleRate = 22_050, classes = toyClasses } = options;
  const settings = sceneSettings("toyScene", options);
  const { seed, index, part, side, objects, sounding, distractors, seconds } = settings;
  check(sampleRate, classes);
  const stream = (purpose: string): NamedStream =>
    namedStream(seed, `toy/${part}/${index}/${purpose}`);
  const offScreen = stream("off-screen").uniform() < settings.offScreen;
  need("that can sound", classes.sounding.length, objects + (settings.offScreen > 0 ? 1 : 0));
  need("that never sound", classes.silent.length, distractors);

  const cast = stream("cast");
  const order = cast.permutation(classes.sounding.length);
  const chosen = Array.from(order.subarray(0, objects), (place) => classes.sounding[place]!);
  const quiet = cast.permutation(classes.silent.length).subarray(0, distractors);
  const length = Math.round(seconds * sampleRate);
  const voice = (name: string, number: number | string): Float32Array =>
    toyVoice(name, { sampleRate, length, stream: stream(`voice/${number}`) });
  const actors: Actor[] = [
    ...chosen.map((name, number) => ({
      class: name,
      sized: toyLook(name, settings.edgeBlur, stream(`look/${number}`)),
      canSound: true,
      ...(number < sounding ? { voice: voice(name, number) } : {}),
    })),
    ...Array.from(quiet, (place, number) => ({
      class: classes.silent[place]!,
      sized: toyLook(classes.silent[place]!, settings.edgeBlur, stream(`look/silent-${number}`)),
      canSound: false,
    })),
  ];
  const unseen = classes.sounding[order[objects]!];
  return sceneOfActors(
    "toyScene",
    {
      actors,
      ground: toyGround(side, stream("background")),
      length,
      ...(offScreen && unseen !== undefined
        ? { offScreen: { class: unseen, voice: voice(unseen, "off-screen") } }
        : {}),
    },
    settings,
    stream,
  );
}

function check(sampleRate: number, { sounding, silent }: ToyClasses): void {
  if (!Number.isInteger(sampleRate) || sampleRate < 2000 || sampleRate > 768_000) {
    throw new RangeError(
      `toyScene: expected sampleRate to be an integer in 2000 … 768000, got ${sampleRate}.`,
    );
  }
  for (const kind of ["sounding", "silent"] as const) {
    const given = kind === "sounding" ? sounding : silent;
    const wrong = given.find(
      (name, place) => !toyClasses[kind].includes(name) || given.indexOf(name) !== place,
    );
    if (wrong !== undefined) {
      throw new RangeError(
        `toyScene: expected ${kind} classes of toyClasses, each once, ` +
          `got ${JSON.stringify(wrong)}.`,
      );
    }
  }
}

function need(what: string, found: number, needed: number): void {
  if (found >= needed) return;
  throw new RangeError(
    `toyScene: expected at least ${needed} classes ${what}, got ${found}. Ask for fewer objects.`,
  );
}
