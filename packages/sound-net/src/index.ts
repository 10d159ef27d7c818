export type { WeightArray } from "@ssl/network-weights";
export { initialSoundNetWeights } from "./initial-sound-net-weights.ts";
export { type SoundNetResult, soundNet } from "./sound-net.ts";
export { soundNetShapes } from "./sound-net-shapes.ts";
export type { SoundNetCall, SoundNetOptions } from "./types.ts";
