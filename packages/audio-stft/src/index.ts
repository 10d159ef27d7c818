export { amplitude } from "./amplitude.ts";
export { frameAtSeconds } from "./frame-at-seconds.ts";
export type { FrameTimeOptions } from "./frame-clock.ts";
export { frameCount } from "./frame-count.ts";
export { frameTimeSeconds } from "./frame-time-seconds.ts";
export { type IstftOptions, istft } from "./istft.ts";
export { networkSpectrogram } from "./network-spectrogram.ts";
export { phase } from "./phase.ts";
export { resample } from "./resample.ts";
export { samplesForFrames } from "./samples-for-frames.ts";
export { spectrogram } from "./spectrogram.ts";
export { stft } from "./stft.ts";
export { stftKernel } from "./stft-kernel.ts";
export type {
  FrameOptions,
  NdArrayLike,
  Padding,
  ResampleOptions,
  Spectrogram,
  Spectrum,
  SpectrumLike,
  StftOptions,
} from "./types.ts";
