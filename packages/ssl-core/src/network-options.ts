import type { ImageNetOptions } from "@ssl/image-net";
import type { SelectionOptions } from "@ssl/selection-module";
import type { SoundNetOptions } from "@ssl/sound-net";
import type { LocalizerConfiguration } from "./configuration.ts";

/** The three networks' options, as a localizer's configuration has them. */
export function networkOptions(configuration: LocalizerConfiguration): {
  readonly image: ImageNetOptions;
  readonly sound: SoundNetOptions;
  readonly selection: SelectionOptions;
} {
  const { imageWidth, soundWidth, features, batchNorm } = configuration;
  const inHeads = batchNorm === "heads" || batchNorm === "trunk-and-heads";
  return {
    image: { width: imageWidth, features, scale: configuration.pictureScale, batchNorm },
    sound: {
      width: soundWidth,
      features,
      amplitude: configuration.amplitude,
      batchNorm: inHeads ? "convolutions-and-heads" : "convolutions",
    },
    selection: { features, batchNorm: configuration.selectionBatchNorm },
  };
}
