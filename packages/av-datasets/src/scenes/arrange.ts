import type { NamedStream } from "@ssl/named-streams";
import type { Box, PictureLike } from "../types.ts";
import { type CutOut, cutOut } from "./cut-out.ts";

/** Placements tried before all objects of a scene are made smaller. */
const TRIES = 60;
/** Pixels: the least square root of an object's box area. */
export const LEAST_SIZE = 8;

/** A cut-out and the pixel of the scene on which its first pixel lies. */
export interface Placed {
  readonly cutout: CutOut;
  readonly x: number;
  readonly y: number;
}

/** Sizes and places cut-outs side by side; makes all of them smaller while they do not fit. */
export function arrange(
  pictures: readonly PictureLike[],
  {
    side,
    sizes: [least, greatest],
    stream,
  }: {
    readonly side: number;
    readonly sizes: readonly [number, number];
    readonly stream: NamedStream;
  },
): Placed[] {
  const mirrored = pictures.map(() => stream.uniform() < 0.5);
  let size = side * (least + (greatest - least) * stream.uniform());
  for (; size >= LEAST_SIZE; size *= 0.9) {
    const cutouts = pictures.map((picture, place) => cutOut(picture, size ** 2, mirrored[place]!));
    if (!cutouts.every((cutout) => cutout !== undefined)) continue;
    if (!cutouts.every((cutout) => fits(cutout, side))) continue;
    for (let tries = 0; tries < TRIES; tries++) {
      const placed = cutouts.map((cutout) => placeOne(cutout, side, stream));
      if (disjoint(placed.map(boxOf))) return placed;
    }
  }
  throw new RangeError(
    `composeScene: expected objects that fit side by side, got ${pictures.length} in a picture of ` +
      `${side} × ${side} pixels. Ask for fewer objects or a larger side.`,
  );
}

function fits({ visible }: CutOut, side: number): boolean {
  return visible.right - visible.left <= side && visible.bottom - visible.top <= side;
}

function placeOne(cutout: CutOut, side: number, stream: NamedStream): Placed {
  const { left, top, right, bottom } = cutout.visible;
  return {
    cutout,
    x: stream.below(side - (right - left) + 1) - left,
    y: stream.below(side - (bottom - top) + 1) - top,
  };
}

/** The visible box in pixels of the scene. */
export function boxOf({ cutout: { visible }, x, y }: Placed): Box {
  return {
    left: x + visible.left,
    top: y + visible.top,
    right: x + visible.right,
    bottom: y + visible.bottom,
  };
}

function disjoint(boxes: readonly Box[]): boolean {
  return boxes.every((a, place) =>
    boxes
      .slice(place + 1)
      .every(
        (b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top,
      ),
  );
}
