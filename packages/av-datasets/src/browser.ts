// What works in browsers too, as `@ssl/av-datasets/browser`; the rest reads files or asks sharp.
export { decodeSound, type Sound, type SoundOptions } from "./media/decode-sound.ts";
export { monoWaveform } from "./media/mono-waveform.ts";
export { readWav, type WavAudio } from "./media/read-wav.ts";
