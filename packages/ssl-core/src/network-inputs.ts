import { type Tensor4D, tensor4d } from "@tensorflow/tfjs-core";
import type { NdArray } from "ndarray";

/** Stacks pictures' values into `[batch, side, side, 3]`; the caller disposes it. */
export function pictureBatch(pictures: readonly Float32Array[], side: number): Tensor4D {
  const size = side * side * 3;
  const all = new Float32Array(pictures.length * size);
  pictures.forEach((picture, i) => {
    all.set(picture, i * size);
  });
  return tensor4d(all, [pictures.length, side, side, 3]);
}

/** Stacks spectrograms `[frames, bins, 2]`, short ones padded with zeros at their end. */
export function spectrogramBatch(spectrograms: readonly NdArray<Float32Array>[]): {
  /** `[batch, most frames, bins, 2]`; the caller disposes it. */
  readonly values: Tensor4D;
  /** The clips' own lengths in frames. */
  readonly frames: number[];
} {
  const frames = spectrograms.map(({ shape }) => shape[0]!);
  const longest = Math.max(...frames);
  const bins = spectrograms[0]!.shape[1]!;
  const size = longest * bins * 2;
  const all = new Float32Array(spectrograms.length * size);
  spectrograms.forEach(({ data }, i) => {
    all.set(data, i * size);
  });
  return { values: tensor4d(all, [spectrograms.length, longest, bins, 2]), frames };
}
