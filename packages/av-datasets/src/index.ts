export type {
  DataLayout,
  DataSample,
  DataSet,
  DataSetNote,
  MissingFile,
  SamplesOptions,
} from "./data-sets/data-set.ts";
export { type OpenDataSetOptions, openDataSet } from "./data-sets/open-data-set.ts";
export type {
  DataSetExamination,
  Distribution,
  DistributionRow,
  Finding,
  FindingCase,
  FindingCode,
  TruthProfile,
} from "./doctor/data-set-examination.ts";
export {
  type ExamineDataSetOptions,
  type ExamineProgress,
  examineDataSet,
} from "./doctor/examine-data-set.ts";
export { type MapSet, openMapSet } from "./maps/open-map-set.ts";
export { decodeSound, type Sound, type SoundOptions } from "./media/decode-sound.ts";
export { type Ffmpeg, findFfmpeg } from "./media/find-ffmpeg.ts";
export { monoWaveform } from "./media/mono-waveform.ts";
export { type PrepareSamplesOptions, prepareSamples } from "./media/prepare-samples.ts";
export type {
  PreparedSample,
  SampleFiles,
  SampleForm,
  SoundClip,
} from "./media/prepared-sample.ts";
export { type FilmFrame, type ReadFramesOptions, readFrames } from "./media/read-frames.ts";
export { type ReadPictureOptions, readPicture } from "./media/read-picture.ts";
export { readSound } from "./media/read-sound.ts";
export { readSoundTrack, type SoundTrackOptions } from "./media/read-sound-track.ts";
export { readWav, type WavAudio } from "./media/read-wav.ts";
export { writeWav } from "./media/write-wav.ts";
export { benchmarkScene } from "./scenes/benchmark-scene.ts";
export {
  type ComposeSceneOptions,
  composeScene,
  type Scene,
  type SceneObject,
} from "./scenes/compose-scene.ts";
export { type LoadSceneMaterialOptions, loadSceneMaterial } from "./scenes/load-scene-material.ts";
export { loadScenePack } from "./scenes/load-scene-pack.ts";
export type { Split } from "./scenes/recording-clip.ts";
export {
  type SceneFiles,
  type SceneFilesOptions,
  type SceneSample,
  sceneFiles,
} from "./scenes/scene-files.ts";
export type {
  PictureMaterial,
  SceneMaterial,
  SilentMaterial,
  SoundingMaterial,
} from "./scenes/scene-material.ts";
export { type SplitRule, sceneMaterialPart } from "./scenes/scene-material-part.ts";
export type { BenchmarkObject, BenchmarkScene } from "./scenes/scene-of-actors.ts";
export type { Photograph, ScenePack, SilentObject, SoundingObject } from "./scenes/scene-pack.ts";
export type { BenchmarkSceneOptions } from "./scenes/scene-settings.ts";
export { type ToyClasses, toyClasses } from "./scenes/toy-classes.ts";
export { type ToySceneOptions, toyScene } from "./scenes/toy-scene.ts";
export { type ReadTruthOptions, readTruth } from "./truths/read-truth.ts";
export type { BoxOrder } from "./truths/truth-from-music.ts";
export type { TruthFormat, TruthNote, TruthSample, TruthSet } from "./truths/truth-set.ts";
export { writeTruth } from "./truths/write-truth.ts";
export type { Box, PictureLike } from "./types.ts";
