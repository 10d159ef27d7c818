// What the package's TypeScript sees of the kernels.

export {
  blockFrames,
  inputAddress,
  outputAddress,
  raderAddress,
  spectrumAddress,
  transformFrames,
  waveformAddress,
  windowAddress,
} from "./spectrum";
export {
  filterSamples,
  inputCapacity,
  outputCapacity,
  resampleInputAddress,
  resampleOutputAddress,
  tapsAddress,
  tapsCapacity,
} from "./resample";
