import type { Tensor } from "@tensorflow/tfjs-core";

/** Throws a RangeError unless every listed weight is there in its shape. */
export function checkWeights(
  weights: Readonly<Record<string, Tensor>>,
  shapes: Readonly<Record<string, readonly number[]>>,
): void {
  for (const [name, shape] of Object.entries(shapes)) {
    const weight = weights[name];
    const wanted = `filteredFeatures: expected weight ${name} of shape [${shape.join(", ")}]`;
    if (!weight) {
      throw new RangeError(
        `${wanted}, got none. Give every weight of selectionShapes(options), for example those of ` +
          "initialSelectionWeights.",
      );
    }
    if (weight.shape.join() !== shape.join()) {
      throw new RangeError(
        `${wanted}, got [${weight.shape.join(", ")}]. Use the options the weights were made with.`,
      );
    }
  }
}
