import type { NamedStream } from "@ssl/named-streams";
import type { Box } from "../types.ts";
import { boxOf, type Placed } from "./arrange.ts";
import type { CutOut } from "./cut-out.ts";

/** Layouts tried at a size before the objects are made smaller, and at the least size. */
const LAYOUTS = 20;
const LAST_LAYOUTS = 400;

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
    const corner = freeCorner({ width: right - left, height: bottom - top, side }, taken, stream);
    if (corner === undefined) return undefined;
    const found = { cutout, x: corner.left - left, y: corner.top - top };
    placed[number] = found;
    taken.push(boxOf(found));
  }
  return placed;
}

/** Draws one of the places where a box overlaps none of those taken; undefined if there is none. */
function freeCorner(
  box: { readonly width: number; readonly height: number; readonly side: number },
  taken: readonly Box[],
  stream: NamedStream,
): { readonly left: number; readonly top: number } | undefined {
  const rows = box.side - box.height + 1;
  const free = Array.from({ length: rows }, (_, top) => freeRuns(box, taken, top));
  let count = 0;
  for (const runs of free) for (const { from, to } of runs) count += to - from;
  if (count === 0) return undefined;
  let place = stream.below(count);
  for (const [top, runs] of free.entries()) {
    for (const { from, to } of runs) {
      if (place < to - from) return { left: from + place, top };
      place -= to - from;
    }
  }
  return undefined;
}

/** The runs of left edges, `to` exclusive, at which a box at this height overlaps none. */
function freeRuns(
  {
    width,
    height,
    side,
  }: { readonly width: number; readonly height: number; readonly side: number },
  taken: readonly Box[],
  top: number,
): { readonly from: number; readonly to: number }[] {
  const beside = taken
    .filter((other) => other.top < top + height && top < other.bottom)
    .sort((a, b) => a.left - b.left);
  const runs: { from: number; to: number }[] = [];
  const end = side - width + 1;
  let from = 0;
  for (const other of beside) {
    const to = Math.min(end, other.left - width + 1);
    if (to > from) runs.push({ from, to });
    from = Math.max(from, other.right);
  }
  if (end > from) runs.push({ from, to: end });
  return runs;
}
