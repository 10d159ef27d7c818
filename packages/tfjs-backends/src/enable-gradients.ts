import { getGradient, registerGradient } from "@tensorflow/tfjs-core";
import { elementwiseGradients } from "./elementwise-gradients.ts";
import { networkGradients } from "./network-gradients.ts";
import { reductionGradients } from "./reduction-gradients.ts";
import { shapeGradients } from "./shape-gradients.ts";

/**
 * Registers the gradients of the operations that our networks use, where there are none.
 * `@tensorflow/tfjs-core` alone registers no gradients, and its own list cannot be imported in Node.
 */
export function enableGradients(): void {
  for (const gradient of [
    ...elementwiseGradients,
    ...networkGradients,
    ...reductionGradients,
    ...shapeGradients,
  ]) {
    if (!getGradient(gradient.kernelName)) registerGradient(gradient);
  }
}
