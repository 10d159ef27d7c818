import type { NamedStream } from "@ssl/named-streams";
import { densePicture, resizePicture } from "../media/resize-picture.ts";
import type { PictureLike } from "../types.ts";

/** A random square of a background, 40 … 100 % of its shorter side: [side, side, 3], 0 … 255. */
export function sceneGround(
  background: PictureLike,
  side: number,
  stream: NamedStream,
): Float32Array {
  const [height, width] = background.shape as [number, number];
  const shorter = Math.min(height, width);
  const length = Math.max(1, Math.floor(shorter * (0.4 + 0.6 * stream.uniform())));
  const left = stream.below(width - length + 1);
  const top = stream.below(height - length + 1);
  const crop = { left, top, width: length, height: length };
  return resizePicture(densePicture(background, crop), side, side);
}
