import type { BoxAnnotation } from "@ssl/metrics-ciou";
import sharp from "sharp";
import { writeWav } from "../media/write-wav.ts";
import type { TruthSample } from "../truths/truth-set.ts";
import type { BenchmarkObject, BenchmarkScene } from "./scene-of-actors.ts";

/** How a scene becomes files. */
export interface SceneFilesOptions {
  /** The scene's name, which the names of its files begin with. */
  readonly id: string;
  /** Hz of its sounds. */
  readonly sampleRate: number;
  /**
   * Each object that sounds is a sample of its own, with the whole picture and its sound alone, all
   * of one group; else the scene is one sample, in which all of them sound.
   *
   * @default false
   */
  readonly interactive?: boolean;
  /** 1 … 100; compresses objects and background alike. @default 90 */
  readonly jpegQuality?: number;
}

/** A sample of a scene: its boxes, as one annotator would have drawn them, and its files. */
export interface SceneSample extends TruthSample {
  /** The scene's name, or that with `_1`, `_2` … */
  readonly id: string;
  /** The scene's name, if each of its objects that sound is a sample of its own. */
  readonly group?: string;
  /** Boxes in pixels of the picture. */
  readonly annotation: BoxAnnotation;
  /** Path of its picture. */
  readonly picture: string;
  /** Path of its sound. */
  readonly sound: string;
  /** Path of its mask. */
  readonly mask: string;
}

/** The files of a scene, by paths with `/` from the folder that they are to be written to. */
export interface SceneFiles {
  /** What is to be found in them, and by which sound. */
  readonly samples: readonly SceneSample[];
  /** Each file's bytes, by its path. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/**
 * Encodes a scene: `pictures/ID.jpg`, and of each sample `sounds/ID.wav` and `masks/ID.png`.
 *
 * Not in the paper. The mask is 255 where what sounds in the sample is at least a quarter opaque,
 * else 0; the boxes are the bounds of its objects. Equal scenes give equal bytes with equal versions
 * of sharp.
 *
 * @param scene - borrowed
 * @param options - its name, and what it becomes
 * @returns the samples and the bytes of their files; the caller's own
 * @throws RangeError if the quality is not in 1 … 100
 * @example
 * ```ts
 * import { sceneFiles, toyScene } from "@ssl/av-datasets";
 *
 * const scene = toyScene({ seed: 1, index: 0, side: 64, seconds: 1 });
 * const { files } = await sceneFiles(scene, { id: "toy", sampleRate: 22050 });
 * console.log(Object.keys(files).join(" ")); // pictures/toy.jpg sounds/toy.wav masks/toy.png
 * ```
 */
export async function sceneFiles(
  scene: BenchmarkScene,
  { id, sampleRate, interactive = false, jpegQuality = 90 }: SceneFilesOptions,
): Promise<SceneFiles> {
  if (!Number.isInteger(jpegQuality) || jpegQuality < 1 || jpegQuality > 100) {
    throw new RangeError(
      `sceneFiles: expected jpegQuality to be an integer in 1 … 100, got ${jpegQuality}.`,
    );
  }
  const picture = `pictures/${id}.jpg`;
  const [height, width] = scene.picture.shape as [number, number];
  const frame = { width, height };
  const files: Record<string, Uint8Array> = {
    [picture]: await sharp(scene.picture.data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: jpegQuality })
      .toBuffer(),
  };
  const sources = scene.objects.filter((object) => object.sounding);
  const parts = interactive
    ? sources.map((object, place) => ({
        name: `${id}_${place + 1}`,
        sound: object.sound!,
        objects: [object],
      }))
    : [{ name: id, sound: scene.sound, objects: sources }];
  const samples: SceneSample[] = [];
  for (const { name, sound, objects } of parts) {
    const sample: SceneSample = {
      id: name,
      ...(interactive ? { group: id } : {}),
      annotation: { annotators: [objects.map(({ box }) => box)], frame, consensus: 1 },
      sound: `sounds/${name}.wav`,
      picture,
      mask: `masks/${name}.png`,
    };
    files[sample.sound] = writeWav(sound, sampleRate);
    files[sample.mask] = await sharp(union(objects), { raw: { width, height, channels: 1 } })
      .toColourspace("b-w")
      .png()
      .toBuffer();
    samples.push(sample);
  }
  return { samples, files };
}

/** 255 where one of the objects is. */
function union(objects: readonly BenchmarkObject[]): Uint8Array {
  const mask = new Uint8Array(objects[0]!.mask.data.length);
  for (const object of objects) {
    for (let i = 0; i < mask.length; i++) if (object.mask.data[i] === 1) mask[i] = 255;
  }
  return mask;
}
