import { composeScene, type Scene, type ScenePack } from "@ssl/av-datasets";
import { concatBoxes, concatPairs, concatPictures, concatTruth } from "@ssl/concat-protocol";
import { type Box, consensusMap } from "@ssl/metrics-ciou";
import type { EvaluationSample, EvaluationSet, Picture, TrainingSet } from "@ssl/ssl-core";
import ndarray, { type NdArray } from "ndarray";

/** Which scenes are composed. */
export interface SceneChoice {
  readonly seed: number;
  /** Side of the picture in pixels. */
  readonly side: number;
  /** Length of the clip. */
  readonly seconds: number;
}

/**
 * Scenes to learn from: 1 … `soundingObjects` objects that could sound, in turn, one of which does,
 * and in a quarter of the scenes an object that cannot; composed anew in each epoch.
 */
export function trainingScenes(
  pack: ScenePack,
  choice: SceneChoice & { readonly scenesPerEpoch: number; readonly soundingObjects: number },
): TrainingSet {
  const { scenesPerEpoch, soundingObjects, ...rest } = choice;
  return {
    length: scenesPerEpoch,
    pair: (index, epoch) => {
      const scene = composeScene(pack, {
        ...rest,
        index: epoch * scenesPerEpoch + index,
        split: "train",
        sounding: 1 + (index % soundingObjects),
        silent: Math.floor(index / soundingObjects) % 4 === 3 ? 1 : 0,
      });
      return {
        picture: toPicture(scene.picture),
        sound: { waveform: scene.waveform, sampleRate: pack.sampleRate },
      };
    },
  };
}

/** Unseen scenes of one object that sounds and one that cannot: the paper's ordinary samples. */
export function testScenes(pack: ScenePack, choice: SceneChoice, count: number): Scene[] {
  return Array.from({ length: count }, (_, index) =>
    composeScene(pack, { ...choice, index, split: "test", sounding: 1, silent: 1 }),
  );
}

/** A sample to evaluate, with what an overlay should say of it. */
export interface NamedSample extends EvaluationSample {
  readonly caption: string;
  /** The source's boxes, in pixels of the picture. */
  readonly boxes: readonly Box[];
}

/** An evaluation set whose samples are known by name. */
export interface NamedSet extends EvaluationSet {
  sample(index: number): NamedSample;
}

/** The scenes as they are. */
export function sceneSet(scenes: readonly Scene[], sampleRate: number): NamedSet {
  return {
    length: scenes.length,
    sample: (index) => {
      const scene = scenes[index]!;
      return {
        caption: scene.label,
        boxes: [scene.box],
        picture: toPicture(scene.picture),
        sound: { waveform: scene.waveform, sampleRate },
        truth: boxTruth(scene),
      };
    },
  };
}

/** Concat-and-localize, section 5: two scenes side by side, one sound, `count` samples in all. */
export function concatSet(
  scenes: readonly Scene[],
  sampleRate: number,
  options: { readonly count: number; readonly seed: number },
): NamedSet {
  const pairs = concatPairs(scenes, options);
  return {
    length: pairs.length,
    sample: (index) => {
      const { left, right, sounding } = pairs[index]!;
      const source = scenes[sounding === "left" ? left : right]!;
      const both = concatPictures(scenes[left]!.picture, scenes[right]!.picture);
      return {
        caption: `${scenes[left]!.label} | ${scenes[right]!.label}, sound: ${source.label}`,
        boxes: concatBoxes([[source.box]], { width: source.picture.shape[1]!, side: sounding })[0]!,
        picture: toPicture(rounded(both)),
        sound: { waveform: source.waveform, sampleRate },
        truth: concatTruth(boxTruth(source), sounding),
      };
    },
  };
}

/** The nine farm photographs with their own recordings: neither was trained on. */
export function farmSet(pack: ScenePack): NamedSet {
  return {
    length: pack.farm.length,
    sample: (index) => {
      const { class: label, picture, waveform, boxes } = pack.farm[index]!;
      const [height, width] = picture.shape as [number, number];
      return {
        caption: label,
        boxes,
        picture: toPicture(picture),
        sound: { waveform, sampleRate: pack.sampleRate },
        truth: consensusMap([boxes], { height, width }),
      };
    },
  };
}

/** The box of the object that sounds, as one annotator would have drawn it. */
function boxTruth(scene: Scene): NdArray<Float32Array> {
  const [height, width] = scene.picture.shape as [number, number];
  return consensusMap([[scene.box]], { height, width });
}

function toPicture(picture: {
  readonly data: Uint8Array;
  readonly shape: readonly number[];
}): Picture {
  const [height, width] = picture.shape as [number, number];
  return { data: picture.data, width, height };
}

/** Concatenation halves with exact means; a picture has bytes. */
function rounded(picture: NdArray<Float32Array>): NdArray<Uint8Array> {
  return ndarray(Uint8Array.from(picture.data, Math.round), picture.shape);
}
