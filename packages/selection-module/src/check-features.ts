import type { Tensor } from "@tensorflow/tfjs-core";
import type { SelectionOptions } from "./types.ts";

/** Throws a RangeError unless image features have the module's channels. */
export function checkFeatures(
  { rank, shape }: Tensor,
  { features = 512 }: SelectionOptions,
  caller: string,
): void {
  if (rank !== 4 || shape[3] !== features) {
    throw new RangeError(
      `${caller}: expected features of shape [batch, height, width, ${features}], ` +
        `got [${shape.join(", ")}].`,
    );
  }
}
