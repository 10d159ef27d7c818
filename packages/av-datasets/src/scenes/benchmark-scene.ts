import { type NamedStream, namedStream } from "@ssl/named-streams";
import { cutOut } from "./cut-out.ts";
import { sceneGround } from "./scene-ground.ts";
import type { SceneMaterial, SilentMaterial } from "./scene-material.ts";
import { type Actor, type BenchmarkScene, sceneOfActors } from "./scene-of-actors.ts";
import { type BenchmarkSceneOptions, sceneSettings } from "./scene-settings.ts";
import { sceneVoice } from "./scene-voice.ts";

/**
 * Composes a scene of a benchmark: cut-outs on a background, some of which sound.
 *
 * Not in the paper: a test in which the truth is exact, and what betrays the source without its
 * sound can be taken away one by one. Boxes do not overlap; which of the objects that could sound
 * do, and where each stands, is random. With `equalArea` size is no cue; brightness matched to the
 * place, soft edges and a soft shadow that all objects cast keep the pasting from being one. The
 * background is a random square, 40 … 100 % of the photograph's shorter side, and every object is
 * mirrored half of the time. What sounds is repeated with random pauses, or cut where it is heard if
 * it is longer than the clip; each is brought to a level of 0.1 × 10^u, u uniform in ±0.25, the sum
 * to a peak of 0.99 if it would pass it, and noise of ±0.001 is added. The function is pure: equal
 * arguments give equal scenes.
 *
 * @param material - the pack, or a part of it by `sceneMaterialPart`; borrowed
 * @param options - the scene's number and what it is to hold
 * @returns the scene; the caller's own
 * @throws RangeError if an option is out of range, the material has fewer classes or backgrounds
 * than the scene needs, or the objects do not fit at the least size
 * @example
 * ```ts
 * import { benchmarkScene, loadSceneMaterial } from "@ssl/av-datasets";
 * import { demoDataFolder } from "@ssl/demo-data";
 *
 * const material = await loadSceneMaterial(demoDataFolder);
 * const scene = benchmarkScene(material, { seed: 1, index: 0, objects: 3, sounding: 2 });
 * console.log(scene.objects.map((object) => object.sounding)); // [ true, true, false ]
 * console.log(scene.picture.shape, scene.sound.length); // [ 256, 256, 3 ] 220500
 * ```
 */
export function benchmarkScene(
  material: SceneMaterial,
  options: BenchmarkSceneOptions,
): BenchmarkScene {
  const settings = sceneSettings("benchmarkScene", options);
  const { seed, index, part, side, objects, sounding, distractors, seconds } = settings;
  const { sampleRate, backgrounds } = material;
  const capable = byClass(material.sounding);
  const silent = byClass(material.silent);
  const stream = (purpose: string): NamedStream =>
    namedStream(seed, `benchmark/${part}/${index}/${purpose}`);
  const offScreen = stream("off-screen");
  const beyond = offScreen.uniform() < settings.offScreen;
  need("classes that can sound", capable.length, objects + (settings.offScreen > 0 ? 1 : 0));
  need("classes that do not sound", silent.length, distractors);
  need("backgrounds", backgrounds.length, 1);

  const cast = stream("cast");
  const order = cast.permutation(capable.length);
  const chosen = Array.from({ length: objects }, (_, place) => one(capable[order[place]!]!, cast));
  const quiet = cast.permutation(silent.length).subarray(0, distractors);
  const beside = Array.from(quiet, (number) => one(silent[number]!, cast));
  const mirror = stream("mirror");
  const actor = (object: SilentMaterial): Omit<Actor, "canSound"> => {
    const mirrored = mirror.uniform() < 0.5;
    return {
      class: object.class,
      picture: object.file,
      sized: (area) => cutOut(object.picture, area, mirrored, settings.edgeBlur),
    };
  };
  const length = Math.round(seconds * sampleRate);
  const voice = (recording: Float32Array, number: number | string): Float32Array =>
    sceneVoice(recording, { sampleRate, length, stream: stream(`voice/${number}`) });
  // The first of a random order sound, so that neither class nor cut-out says which do.
  const actors: Actor[] = [
    ...chosen.map((object, number) => ({
      ...actor(object),
      canSound: true,
      ...(number < sounding ? { voice: voice(object.waveform, number) } : {}),
    })),
    ...beside.map((object) => ({ ...actor(object), canSound: false })),
  ];
  const unseen = beyond ? one(capable[order[objects]!]!, offScreen) : undefined;
  const ground = stream("background");
  const background = backgrounds[ground.below(backgrounds.length)]!;
  return sceneOfActors(
    "benchmarkScene",
    {
      actors,
      ground: sceneGround(background.picture, side, ground),
      background: background.file,
      length,
      ...(unseen === undefined
        ? {}
        : { offScreen: { class: unseen.class, voice: voice(unseen.waveform, "off-screen") } }),
    },
    settings,
    stream,
  );
}

/** The cut-outs of each class, the classes in the order in which they come first. */
function byClass<T extends SilentMaterial>(objects: readonly T[]): T[][] {
  const classes = new Map<string, T[]>();
  for (const object of objects) {
    const known = classes.get(object.class);
    if (known === undefined) classes.set(object.class, [object]);
    else known.push(object);
  }
  return [...classes.values()];
}

function one<T>(from: readonly T[], stream: NamedStream): T {
  return from[stream.below(from.length)]!;
}

function need(what: string, found: number, needed: number): void {
  if (found >= needed) return;
  throw new RangeError(
    `benchmarkScene: expected material with at least ${needed} ${what}, got ${found}. ` +
      "Ask for less, add to the pack, or split it by fewer rules.",
  );
}
