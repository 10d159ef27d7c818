import type { SceneTraining } from "./train-scenes.ts";

/**
 * What `ssl demo` ships and trains: the paper's localizer, narrow, with options beyond the paper
 * that let it learn in minutes what the paper learned from 144,000 videos in days.
 */
export const demoRecipe: SceneTraining = {
  configuration: {
    imageWidth: 0.25,
    soundWidth: 0.25,
    features: 64,
    pictureSide: 96,
    pictureScale: "mean",
    amplitude: "log",
    batchNorm: "trunk-and-heads",
    selectionBatchNorm: "none",
    potential: "learned",
  },
  training: {
    batchSize: 16,
    epochs: 12,
    trunkRate: 1e-3,
    rate: 1e-3,
    negatives: "all",
    seed: 1,
  },
  scenes: { scenesPerEpoch: 1200, soundingObjects: 2, seconds: 0.75 },
  selectionStart: "identity",
};
