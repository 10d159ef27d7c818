import type { NamedStream } from "@ssl/named-streams";
import { boxOf, type Placed } from "./arrange.ts";
import type { CutOut } from "./cut-out.ts";
import type { Box } from "./types.ts";

/** Layouts tried at a size before the objects are made smaller, and at the least size. */
const LAYOUTS = 20;
const LAST_LAYOUTS = 200;
/** Places tried for an object in one layout. */
const PLACES = 30;

/** What is to be placed. */
export interface Sizable {
  readonly class: string;
  /** The object with a visible box of about this area in square pixels, or undefined if none is. */
  readonly sized: (area: number) => CutOut | undefined;
}

/** Where and how large objects are to be. */
export interface LayoutOptions {
  readonly side: number;
  /** Least and greatest square root of an object's box area, as a share of `side`. */
  readonly sizes: readonly [least: number, greatest: number];
  /** One size for all objects of the scene, or one for each. */
  readonly equalArea: boolean;
  readonly stream: NamedStream;
}

/**
 * Draws sizes and places of which no boxes overlap. While the objects do not fit they are made
 * smaller by tenths, never below the least size. They are placed in a random order, for the first
 * has the middle to itself more often than the last.
 *
 * @returns as many as given, in their order; undefined if they do not fit
 */
export function sceneLayout(
  objects: readonly Sizable[],
  { side, sizes: [least, greatest], equalArea, stream }: LayoutOptions,
): Placed[] | undefined {
  const common = stream.uniform();
  const wanted = objects.map(
    () => least + (greatest - least) * (equalArea ? common : stream.uniform()),
  );
  const order = stream.permutation(objects.length);
  for (let factor = 1; ; factor *= 0.9) {
    const sizes = wanted.map((size) => Math.max(least, size * factor));
    const last = sizes.every((size) => size === least);
    const cutouts = objects.map((object, place) => object.sized((sizes[place]! * side) ** 2));
    if (cutouts.every((cutout) => cutout !== undefined && fits(cutout, side))) {
      for (let layout = 0; layout < (last ? LAST_LAYOUTS : LAYOUTS); layout++) {
        const placed = placeAll(cutouts as CutOut[], order, side, stream);
        if (placed !== undefined) return placed;
      }
    }
    if (last) return undefined;
  }
}

function fits({ visible }: CutOut, side: number): boolean {
  return visible.right - visible.left <= side && visible.bottom - visible.top <= side;
}

/** Places one after the other beside those that are there; undefined if one finds no place. */
function placeAll(
  cutouts: readonly CutOut[],
  order: Int32Array,
  side: number,
  stream: NamedStream,
): Placed[] | undefined {
  const placed: Placed[] = [];
  const taken: Box[] = [];
  for (const number of order) {
    const cutout = cutouts[number]!;
    const { left, top, right, bottom } = cutout.visible;
    let found: Placed | undefined;
    for (let tries = 0; tries < PLACES && found === undefined; tries++) {
      const x = stream.below(side - (right - left) + 1) - left;
      const y = stream.below(side - (bottom - top) + 1) - top;
      const box = boxOf({ cutout, x, y });
      if (taken.every((other) => apart(box, other))) found = { cutout, x, y };
    }
    if (found === undefined) return undefined;
    placed[number] = found;
    taken.push(boxOf(found));
  }
  return placed;
}

function apart(a: Box, b: Box): boolean {
  return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
}
