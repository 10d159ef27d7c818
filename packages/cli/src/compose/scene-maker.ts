import { createHash } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type BenchmarkScene,
  benchmarkScene,
  type SceneMaterial,
  sceneFiles,
  toyClasses,
  toyScene,
} from "@ssl/av-datasets";
import type { Box } from "@ssl/metrics-ciou";
import type { SceneRecord } from "./compose-manifest.ts";
import { type ComposeRecipe, sceneId } from "./compose-recipe.ts";

/** Of what scenes are made, and where they go: plain data that a worker can be sent. */
export interface SceneSource {
  readonly recipe: ComposeRecipe;
  /** The recipe's part of a pack; undefined for the toy world. */
  readonly material: SceneMaterial | undefined;
  /** Has the folders `pictures`, `sounds` and `masks`. */
  readonly folder: string;
}

/** Composes a scene. */
export function composedScene(
  { recipe, material }: Omit<SceneSource, "folder">,
  index: number,
): BenchmarkScene {
  const { part, splitBy, rate: sampleRate, ...rest } = recipe;
  const options = { ...rest, index, ...(part === null ? {} : { part }) };
  if (material !== undefined) return benchmarkScene(material, options);
  const parity = part === "test" ? 1 : 0;
  const half = (names: readonly string[]): readonly string[] =>
    part !== null && splitBy.includes("class")
      ? names.filter((_, place) => place % 2 === parity)
      : names;
  const classes = { sounding: half(toyClasses.sounding), silent: half(toyClasses.silent) };
  return toyScene({ ...options, sampleRate, classes });
}

/**
 * Composes a scene and writes its files, each beside its place and moved there when whole.
 *
 * @returns what it holds, and the hashes of its files, by which a later run finds out whether they
 * are still whole
 */
export async function makeScene(source: SceneSource, index: number): Promise<SceneRecord> {
  const { recipe, folder } = source;
  const scene = composedScene(source, index);
  const id = sceneId(index);
  const { samples, files } = await sceneFiles(scene, {
    id,
    sampleRate: recipe.rate,
    interactive: recipe.interactive,
    jpegQuality: recipe.jpegQuality,
  });
  const hashes: Record<string, string> = {};
  for (const [path, bytes] of Object.entries(files)) {
    const place = join(folder, path);
    const aside = `${place}.${process.pid}.part`;
    await writeFile(aside, bytes);
    await rename(aside, place);
    hashes[path] = createHash("sha256").update(bytes).digest("hex");
  }
  return {
    id,
    ...(scene.background === undefined ? {} : { background: scene.background }),
    ...(scene.offScreen === undefined ? {} : { offScreen: scene.offScreen }),
    objects: scene.objects.map(({ class: name, picture, canSound, sounding, box }) => ({
      class: name,
      ...(picture === undefined ? {} : { picture }),
      canSound,
      sounding,
      box: corners(box),
    })),
    samples: samples.map(({ annotation, ...sample }) => ({
      ...sample,
      boxes: annotation.annotators.flat().map(corners),
    })),
    files: hashes,
  };
}

function corners({ left, top, right, bottom }: Box): [number, number, number, number] {
  return [left, top, right, bottom];
}
