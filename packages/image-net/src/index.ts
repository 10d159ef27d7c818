export type { WeightArray } from "@ssl/network-weights";
export { type ImageNetResult, imageNet } from "./image-net.ts";
export { imageNetShapes } from "./image-net-shapes.ts";
export { initialImageNetWeights } from "./initial-image-net-weights.ts";
export { potentialMap } from "./potential-map.ts";
export type { ImageNetCall, ImageNetOptions } from "./types.ts";
