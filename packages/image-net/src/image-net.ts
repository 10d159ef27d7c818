import { checkWeights } from "@ssl/network-weights";
import {
  add,
  conv2d,
  div,
  type Rank,
  reshape,
  sub,
  type Tensor,
  type Tensor3D,
  type Tensor4D,
  tensor1d,
  tidy,
} from "@tensorflow/tfjs-core";
import { convolution } from "./convolution.ts";
import { imageNetShapes } from "./image-net-shapes.ts";
import { imageTrunk } from "./image-trunk.ts";
import { potentialMap } from "./potential-map.ts";
import type { ImageNetCall } from "./types.ts";

/** ImageNet's mean colour and deviation, RGB in 0 … 1, as torchvision prints them. */
const meanColour = [0.485, 0.456, 0.406];
const colourDeviation = [0.229, 0.224, 0.225];
/** Four max pools of 2 leave nothing of a shorter side. */
const shortestSide = 16;

/** What an image network sees in a batch of pictures. */
export type ImageNetResult = {
  /** v, the image features, `[batch, ⌊height / 16⌋, ⌊width / 16⌋, K]`, at least 0. */
  readonly features: Tensor4D;
  /** The potential map before its softmax, `[batch, ⌊height / 16⌋, ⌊width / 16⌋]`. */
  readonly logits: Tensor3D;
  /** P, the potential localization map, `[batch, ⌊height / 16⌋, ⌊width / 16⌋]`; sums to 1. */
  readonly potential: Tensor3D;
  /** New running statistics by weight name: empty but in training with batch normalization. */
  readonly moving: Record<string, Tensor>;
};

/**
 * Finds image features and where in the picture sound could come from, without any sound.
 *
 * Eq. (1) and table S1 of Oya et al. 2020: six convolutions of VGG-11, then two 1 × 1 convolutions
 * for the features v, and one more with a softmax over all cells for the potential map P.
 *
 * @param pictures - `[batch, height, width, 3]`, RGB in 0 … 1, sides of at least 16 px; borrowed
 * @param weights - those of `imageNetShapes(options)`, others are not looked at; borrowed
 * @param options - the network's shape and the mode
 * @returns features, logits, potential map and new running statistics; all the caller's to dispose
 * @throws RangeError if the pictures have another shape or are too small, or if a weight is missing
 *   or has another shape than the options say
 * @example
 * ```ts
 * import { imageNet, initialImageNetWeights } from "@ssl/image-net";
 * import { useBackend } from "@ssl/tfjs-backends";
 * import { tensor, zeros } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const shape = { width: 0.125, features: 16 };
 * const weights = Object.fromEntries(
 *   Object.entries(initialImageNetWeights(shape, 7)).map(([name, { data, shape }]) => {
 *     return [name, tensor(data, shape)];
 *   }),
 * );
 * const { potential } = imageNet(zeros([1, 48, 32, 3]), weights, { ...shape, mode: "inference" });
 * console.log(potential.shape); // [ 1, 3, 2 ]
 * ```
 */
export function imageNet(
  pictures: Tensor4D,
  weights: Readonly<Record<string, Tensor>>,
  options: ImageNetCall,
): ImageNetResult {
  const { batchNorm = "none", mode } = options;
  checkPictures(pictures);
  checkWeights(weights, imageNetShapes(options), {
    caller: "imageNet",
    cure:
      "Give every weight of imageNetShapes(options), for example those of " +
      "initialImageNetWeights.",
  });
  const inHeads = batchNorm.includes("heads");
  return tidy(() => {
    const trunk = imageTrunk(scaled(pictures, options), weights, options);
    let features = trunk.y;
    const moving = trunk.moving;
    for (const head of [1, 2]) {
      const name = `image.head${head}`;
      const norm = inHeads ? `image.headbn${head}` : null;
      const layer = convolution(features, weights, { name, norm, mode });
      features = layer.y;
      Object.assign(moving, layer.moving);
    }
    const [batch, height, width] = features.shape;
    const kernel = weights["image.potential.kernel"] as Tensor4D;
    const scores = add(conv2d(features, kernel, 1, "same"), weights["image.potential.bias"]!);
    const logits = reshape<Rank.R3>(scores, [batch, height, width]);
    return { features, logits, potential: potentialMap(logits), moving };
  });
}

function scaled(pictures: Tensor4D, { scale = "mean" }: ImageNetCall): Tensor4D {
  const centered = sub<Tensor4D>(pictures, tensor1d(meanColour));
  return scale === "mean" ? centered : div<Tensor4D>(centered, tensor1d(colourDeviation));
}

function checkPictures(pictures: Tensor4D): void {
  const { rank, shape } = pictures;
  if (rank !== 4 || shape[3] !== 3) {
    throw new RangeError(
      `imageNet: expected pictures of shape [batch, height, width, 3], got [${shape.join(", ")}].`,
    );
  }
  if (shape[1] < shortestSide || shape[2] < shortestSide) {
    throw new RangeError(
      `imageNet: expected pictures of at least ${shortestSide} × ${shortestSide} pixels, ` +
        `got ${shape[1]} × ${shape[2]}. Enlarge them first; the paper uses 224 × 224.`,
    );
  }
}
