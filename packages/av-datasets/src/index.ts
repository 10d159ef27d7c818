export {
  type ComposeSceneOptions,
  composeScene,
  type Scene,
  type SceneObject,
} from "./compose-scene.ts";
export { loadScenePack } from "./load-scene-pack.ts";
export { monoWaveform } from "./mono-waveform.ts";
export { type MapSet, openMapSet } from "./open-map-set.ts";
export { type ReadPictureOptions, readPicture } from "./read-picture.ts";
export { type ReadTruthOptions, readTruth } from "./read-truth.ts";
export { readWav, type WavAudio } from "./read-wav.ts";
export type { Split } from "./recording-clip.ts";
export type { Photograph, ScenePack, SilentObject, SoundingObject } from "./scene-pack.ts";
export type { BoxOrder } from "./truth-from-music.ts";
export type { TruthFormat, TruthNote, TruthSample, TruthSet } from "./truth-set.ts";
export type { Box, PictureLike } from "./types.ts";
export { writeTruth } from "./write-truth.ts";
