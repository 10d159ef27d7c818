export { benchmarkScene } from "./benchmark-scene.ts";
export {
  type ComposeSceneOptions,
  composeScene,
  type Scene,
  type SceneObject,
} from "./compose-scene.ts";
export type {
  DataLayout,
  DataSample,
  DataSet,
  DataSetNote,
  MissingFile,
  SamplesOptions,
} from "./data-set.ts";
export type {
  DataSetExamination,
  Distribution,
  Finding,
  FindingCase,
  FindingCode,
  TruthProfile,
} from "./data-set-examination.ts";
export { decodeSound, type Sound, type SoundOptions } from "./decode-sound.ts";
export { type ExamineDataSetOptions, examineDataSet } from "./examine-data-set.ts";
export { type Ffmpeg, findFfmpeg } from "./find-ffmpeg.ts";
export { type LoadSceneMaterialOptions, loadSceneMaterial } from "./load-scene-material.ts";
export { loadScenePack } from "./load-scene-pack.ts";
export { monoWaveform } from "./mono-waveform.ts";
export { type OpenDataSetOptions, openDataSet } from "./open-data-set.ts";
export { type MapSet, openMapSet } from "./open-map-set.ts";
export { type PrepareSamplesOptions, prepareSamples } from "./prepare-samples.ts";
export type { PreparedSample, SampleFiles, SampleForm, SoundClip } from "./prepared-sample.ts";
export { type FilmFrame, type ReadFramesOptions, readFrames } from "./read-frames.ts";
export { type ReadPictureOptions, readPicture } from "./read-picture.ts";
export { readSound } from "./read-sound.ts";
export { readSoundTrack, type SoundTrackOptions } from "./read-sound-track.ts";
export { type ReadTruthOptions, readTruth } from "./read-truth.ts";
export { readWav, type WavAudio } from "./read-wav.ts";
export type { Split } from "./recording-clip.ts";
export {
  type SceneFiles,
  type SceneFilesOptions,
  type SceneSample,
  sceneFiles,
} from "./scene-files.ts";
export type {
  PictureMaterial,
  SceneMaterial,
  SilentMaterial,
  SoundingMaterial,
} from "./scene-material.ts";
export { type SplitRule, sceneMaterialPart } from "./scene-material-part.ts";
export type { BenchmarkObject, BenchmarkScene } from "./scene-of-actors.ts";
export type { Photograph, ScenePack, SilentObject, SoundingObject } from "./scene-pack.ts";
export type { BenchmarkSceneOptions } from "./scene-settings.ts";
export { type ToyClasses, toyClasses } from "./toy-classes.ts";
export { type ToySceneOptions, toyScene } from "./toy-scene.ts";
export type { BoxOrder } from "./truth-from-music.ts";
export type { TruthFormat, TruthNote, TruthSample, TruthSet } from "./truth-set.ts";
export type { Box, PictureLike } from "./types.ts";
export { writeTruth } from "./write-truth.ts";
export { writeWav } from "./write-wav.ts";
